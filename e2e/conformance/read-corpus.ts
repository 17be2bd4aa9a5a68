import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { CorpusFile } from './bring-in.ts'

/** The published exports, and the ids of the Slack channels that they name. */
export function readCorpus(corpus: string): { files: CorpusFile[]; channels: string[] } {
  const folder = path.join(corpus, 'okta-workflows-templates')
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.flopack'))
    .map((name) => ({ name, content: readFileSync(path.join(folder, name), 'utf8') }))
  const channels = new Set(files.flatMap(({ content }) => content.match(/\bC0[A-Z0-9]{9}\b/g) ?? []))
  return { files, channels: [...channels] }
}
