import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { findCorpus } from './corpus.ts'

const target = path.resolve(import.meta.dirname, '../packages/connectors/src/okta/operations.json')
const methods = ['get', 'post', 'put', 'patch', 'delete']

const operation = z.object({
  operationId: z.string(),
  security: z.array(z.object({ oauth2: z.array(z.string()).optional() })).default([]),
})
const description = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })

/**
 * The operations of Okta's management API in its OpenAPI description (Apache-2.0), one line each: method, path, id and
 * scopes, parted by blanks. These are facts; none of Okta's texts is taken over.
 */
export function readOperations(corpus: string): string[] {
  const file = path.join(corpus, 'okta-api', 'management-minimal.yaml')
  const { paths } = description.parse(parse(readFileSync(file, 'utf8'), { logLevel: 'error' }))
  return Object.entries(paths)
    .flatMap(([template, item]) =>
      methods.flatMap((method) => {
        if (item[method] === undefined) return []
        const { operationId, security } = operation.parse(item[method])
        const scopes = security.flatMap(({ oauth2 }) => oauth2 ?? [])
        return [[template, method.toUpperCase(), operationId, ...scopes]]
      }),
    )
    .map(([template, method, ...rest]) => [method, template, ...rest].join(' '))
}

// `node tools/okta-operations.ts` writes the list anew after Okta's description has changed.
if (import.meta.main) {
  const corpus = findCorpus()
  if (corpus !== undefined) writeFileSync(target, `${JSON.stringify(readOperations(corpus), null, 2)}\n`)
}
