import type { Command } from 'commander'
import { printJson } from '../output/print.ts'

/** `keyway schema`: the JSON Schema of flow documents, for editors; no server is needed. */
export function addSchema(program: Command): void {
  program
    .command('schema')
    .description('Print the JSON Schema of flow documents, for editors')
    .action(async () => {
      const { flowJsonSchema } = await import('@keyway/server')
      printJson(flowJsonSchema())
    })
}
