export default {
  site: { title: "Hostile exception" },
  retired: [{ preset: "mongodb", allow: [{ paths: ["{a,b}".repeat(40)], reason: "a brace bomb" }] }],
};
