// Prints `N passed, N failed` for CI: `node tools/count-tests.mjs RESULTS STATUS`, where RESULTS is Vitest's JSON report
// and STATUS the exit code of the whole verification. Plain JavaScript, because it must answer even when set-up failed
// and there is no Node of ours.
import { existsSync, readFileSync } from 'node:fs'

const [resultsFile = '', status = '1'] = process.argv.slice(2)
const { passed, failed } = existsSync(resultsFile) ? count(resultsFile) : { passed: 0, failed: 0 }
// A failed check, a crash or an absent report is a failure too, although no test says so.
const reported = status === '0' && passed > 0 ? failed : Math.max(failed, 1)

console.log(`${passed} passed, ${reported} failed`)
process.exitCode = reported === 0 ? 0 : 1

/** @param {string} file */
function count(file) {
  /** @type {{ numPassedTests: number, numFailedTests: number, testResults: { status: string, assertionResults: { status: string }[] }[] }} */
  const report = JSON.parse(readFileSync(file, 'utf8'))
  // A file that could not even be loaded has no tests to count.
  const broken = report.testResults.filter(
    (result) =>
      result.status === 'failed' && result.assertionResults.every((test) => test.status !== 'failed'),
  )
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length }
}
