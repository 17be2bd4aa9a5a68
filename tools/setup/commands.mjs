import { existsSync } from 'node:fs'
import { inRoot, root } from './paths.mjs'
import { program } from './program-build.mjs'

const source = inRoot('packages/cli/src/main.ts')

/**
 * What an npm script of ours stands for.
 * @typedef {object} Command
 * @property {string[]} script what Node runs, before the user's arguments
 * @property {string} cwd
 * @property {('console' | 'program' | 'chromium' | 'postgres')[]} needs what has to be in place beside the dependencies
 */

/**
 * @param {string} name
 * @param {string[]} args the user's arguments
 * @returns {Command | undefined} undefined for a name we do not know
 */
export function findCommand(name, args) {
  switch (name) {
    case 'start':
    case 'demo':
      return { script: [program, name], cwd: process.cwd(), needs: ['console', 'program'] }
    case 'keyway': {
      // npm starts scripts in the repository; file names among the arguments are relative to where the user stands.
      const cwd = process.env['INIT_CWD'] ?? process.cwd()
      return args[0] === 'start' || args[0] === 'demo'
        ? { script: [program], cwd, needs: ['console', 'program'] }
        : { script: [source], cwd, needs: [] }
    }
    case 'bench':
      return {
        script: [inRoot('bench/main.ts')],
        cwd: root,
        needs: args.includes('--console')
          ? ['console', 'program', 'postgres', 'chromium']
          : ['console', 'program', 'postgres'],
      }
    case 'chaos':
      return { script: [inRoot('e2e/chaos/main.ts')], cwd: root, needs: ['postgres'] }
    case 'test':
      return {
        script: [inRoot('node_modules/vitest/vitest.mjs'), 'run'],
        cwd: root,
        needs: isNarrowed(args) ? ['postgres'] : ['console', 'program', 'chromium', 'postgres'],
      }
    case 'verify':
      return {
        script: [inRoot('tools/verify.ts')],
        cwd: root,
        needs: ['console', 'program', 'chromium', 'postgres'],
      }
    default:
      return undefined
  }
}

/**
 * Whether only tests below named folders run, none of them end-to-end: those do without console and browser.
 * @param {string[]} args
 */
function isNarrowed(args) {
  // Vitest also takes the beginning of a path, so a slash is enough.
  const paths = args.filter((arg) => !arg.startsWith('-') && (arg.includes('/') || existsSync(inRoot(arg))))
  return paths.length > 0 && paths.every((place) => !place.startsWith('e2e'))
}
