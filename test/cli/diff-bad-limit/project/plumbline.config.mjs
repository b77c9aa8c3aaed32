export default {
  targets: { postgres: { demo: {} } },
  diff: { "statement.mean_exec_ms": "a lot" },
};
