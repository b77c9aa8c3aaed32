export default {
  site: { title: "Tiny" },
  retierd: [],
};
