import type { Command } from 'commander'
import { printJson } from '../output/print.ts'

/** `keyway schema`: the JSON Schema of flow documents or their tests, for editors; no server is needed. */
export function addSchema(program: Command): void {
  program
    .command('schema')
    .description('Print the JSON Schema of flow documents, for editors')
    .option('--tests', 'of the files that `keyway test` runs')
    .action(async ({ tests }: { tests?: true }) => {
      const { flowJsonSchema, testJsonSchema } = await import('@keyway/server')
      printJson(tests === true ? testJsonSchema() : flowJsonSchema())
    })
}
