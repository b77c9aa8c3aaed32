export default { site: { title: "Tiny" }, retired: [{ preset: "mongodb", replacedBy: "PostgreSQL" }], checks: { "facts/fresh": false } };
