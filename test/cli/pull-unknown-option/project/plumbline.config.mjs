export default {
  targets: {
    postgres: {
      demo: { urlForm: "X" },
    },
  },
};
