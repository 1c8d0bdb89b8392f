/**
 * Ends the run with one line: how many tests passed, failed and were skipped. A file that could not run counts as a
 * failure. Printed when jest is done, because its own summary comes after the reporters'.
 */
export default class SummaryReporter {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    process.once("exit", () => {
      console.log(`\n${results.numPassedTests} passed, ${failed} failed, ${skipped} skipped`);
    });
  }
}
