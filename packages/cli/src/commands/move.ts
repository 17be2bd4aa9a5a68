import path from 'node:path'
import { Option, type Command } from 'commander'
import type { Moved, MoveProgress } from '@keyway/server'
import { CommandError } from '../command-error.ts'
import { createMoveProgress } from '../output/move-progress.ts'
import { print, printJson } from '../output/print.ts'
import { formatTable } from '../output/table.ts'
import { defaultDataDirectory } from '../server-options.ts'

interface MoveOptions {
  from?: string
  to?: string
  verify?: boolean
  json?: true
}

const help = `
Stop the server first, and give a PostgreSQL database that nothing was started on. A move that was cut off goes on when
the same command is given again. The SQLite database is only read: until the new place has proven itself, it is a backup.
Secrets stay sealed under the same master key, which is not in the database: it is master.key in the data directory,
unless KEYWAY_MASTER_KEY or KEYWAY_MASTER_KEY_FILE say otherwise.`

/** `keyway move`: from embedded storage to PostgreSQL. */
export function addMove(program: Command): void {
  program
    .command('move')
    .description('copy everything from the embedded database to PostgreSQL, and compare both')
    .option(
      '--from <dir>',
      `data directory of the stopped Keyway (KEYWAY_DATA; default ./${defaultDataDirectory})`,
    )
    .option('--to <url>', 'PostgreSQL database, postgres://… (DATABASE_URL)')
    .addOption(new Option('--verify', 'compare only, and write nothing'))
    .option('--json', 'as one JSON document')
    .addHelpText('after', help)
    .action(move)
}

async function move({ from, to, verify = false, json }: MoveOptions): Promise<void> {
  const directory = path.resolve(from ?? process.env['KEYWAY_DATA'] ?? defaultDataDirectory)
  const url = to ?? process.env['DATABASE_URL']
  if (url === undefined || !/^postgres(ql)?:\/\//.test(url)) {
    throw new CommandError('Name the PostgreSQL database with --to postgres://user:password@host/database.')
  }
  const { moveToPostgres } = await import('@keyway/server')
  const show = createMoveProgress(Date.now, (line) => process.stderr.write(`${line}\n`))
  const onProgress = (progress: MoveProgress): void => show(progress)
  const moved = await moveToPostgres(
    { from: directory, to: url, verifyOnly: verify, onProgress },
    process.env,
  ).catch((error: unknown) => {
    throw explain(error)
  })
  if (!moved.isEqual) process.exitCode = 1
  if (json === true) return printJson({ from: directory, ...moved, canary: undefined })
  printReport(moved, { directory, verify })
}

function printReport(
  { tables, isEqual, keyProblem }: Moved,
  { directory, verify }: { directory: string; verify: boolean },
): void {
  const rows = tables
    .filter(({ source, target }) => source.rows + target.rows > 0)
    .map(({ table, source, target }) => [
      table,
      source.rows,
      target.rows,
      source.sum.slice(0, 12),
      target.sum.slice(0, 12),
      source.rows === target.rows && source.sum === target.sum ? 'equal' : 'DIFFERENT',
    ])
  print(formatTable(['table', 'from', 'to', 'digest', 'digest there', ''], rows))
  print()
  if (!isEqual) {
    print(
      'The two databases differ. If one of them was used since the move, that is why; a database that was not',
    )
    print('used since then holds a broken copy: empty it, and move again.')
    return
  }
  print(verify ? 'Both hold the same.' : 'Everything was moved, and both databases hold the same.')
  if (keyProblem !== null) print(`\nThe secrets cannot be opened from here: ${keyProblem}`)
  if (verify) return
  print('\nNow start Keyway on PostgreSQL, with the same master key:')
  print(`  keyway start --data ${directory} --database-url postgres://…`)
  print('Do not start it on the old database again: both would run the same flows.')
}

/** Drivers report a server that cannot be reached with one error for each of its addresses. */
function explain(error: unknown): unknown {
  if (error instanceof AggregateError && error.message === '') {
    const reasons = error.errors.map((one) => (one instanceof Error ? one.message : String(one)))
    return new CommandError(reasons.join('; '), { cause: error })
  }
  return error instanceof Error ? new CommandError(error.message, { cause: error }) : error
}
