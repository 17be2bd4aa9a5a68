import { Command } from 'commander'
import { CommandError } from './command-error.ts'
import { addBudgets } from './commands/budgets.ts'
import { addCatalog } from './commands/catalog.ts'
import { addChecks } from './commands/checks.ts'
import { addConnections } from './commands/connections.ts'
import { addDemo } from './commands/demo.ts'
import { addDetections } from './commands/detections.ts'
import { addEvents } from './commands/events.ts'
import { addExecutions } from './commands/executions.ts'
import { addExport } from './commands/export.ts'
import { addFlows } from './commands/flows.ts'
import { addFolders } from './commands/folders.ts'
import { addImport } from './commands/import.ts'
import { addInventory } from './commands/inventory.ts'
import { addMove } from './commands/move.ts'
import { addOkta } from './commands/okta.ts'
import { addOktaSim } from './commands/okta-sim.ts'
import { addQuestions } from './commands/questions.ts'
import { addSources } from './commands/sources.ts'
import { addRun } from './commands/run.ts'
import { addSchema } from './commands/schema.ts'
import { addStart } from './commands/start.ts'
import { addTemplates } from './commands/templates.ts'
import { addTest } from './commands/test.ts'
import { addTables } from './commands/tables.ts'

const program = new Command('keyway')
  .description('Self-hosted identity automation for organisations that run Okta')
  .version('0.1.0')
  // Behind a command, --version is that command's own.
  .enablePositionalOptions()
  .showHelpAfterError('Add --help for the options.')

for (const add of [
  addStart,
  addDemo,
  addImport,
  addExport,
  addRun,
  addEvents,
  addExecutions,
  addQuestions,
  addSources,
  addFlows,
  addTest,
  addTemplates,
  addFolders,
  addConnections,
  addBudgets,
  addChecks,
  addDetections,
  addInventory,
  addTables,
  addMove,
  addCatalog,
  addSchema,
  addOkta,
  addOktaSim,
]) {
  add(program)
}

// Whoever reads our output may have enough of it (`| head`); that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof CommandError)) throw error
  process.stderr.write(`keyway: ${error.message}\n`)
  process.exitCode = 1
}
