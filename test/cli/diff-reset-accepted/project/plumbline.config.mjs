export default { targets: { postgres: { demo: {} } } };
