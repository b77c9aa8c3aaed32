export default { targets: { manual: { decisions: { file: "decisions.yml" } } } };
