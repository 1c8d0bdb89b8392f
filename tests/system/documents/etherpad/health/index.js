"use strict";

/** As 2.x answers it. */
exports.expressCreateServer = (hookName, { app }, done) => {
  app.get("/health", (request, response) => {
    response.set("Content-Type", "application/health+json").json({ status: "pass" });
  });
  done();
};
