/**
 * A problem of the machine or the clone that the user has to solve; shown without a stack trace.
 */
export class SetupError extends Error {}

/**
 * What set-up is doing, for the person waiting. On stderr, because stdout belongs to the command (`--json`).
 * @param {string} text
 */
export function say(text) {
  process.stderr.write(`keyway: ${text}\n`)
}
