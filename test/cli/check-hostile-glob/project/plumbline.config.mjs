export default {
  site: { title: "Hostile globs" },
  files: ["deploy/**", "../../etc/**", "*a".repeat(50), "{a,b}".repeat(1000)],
};
