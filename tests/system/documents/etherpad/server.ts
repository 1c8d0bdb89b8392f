// Version 2 starts by this file; the program of 1.8 has been put beside it.
module.exports = require("./program.js");
module.exports.start();
