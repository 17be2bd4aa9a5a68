import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import type { RuleFile } from '@keyway/identity'
import type { Db } from '../db/database.ts'
import { listExceptions, listParameters, listRules, listSettings, readRevision } from './store.ts'
import { loadRuleSet, type RuleSet, type RuleSource } from './rule-set.ts'

/** The rules as they are now, read again when somebody changed them. */
export interface Rules {
  /** What they come from, and what tells that they changed. */
  current: () => Promise<{ revision: string; source: RuleSource; set: RuleSet }>
}

/** What files of a directory are called in lists, so that nobody takes them for rules that can be edited here. */
export const directoryPrefix = 'directory/'

export function createRules(db: Db, directory: string | undefined): Rules {
  let known: Awaited<ReturnType<Rules['current']>> | undefined
  return {
    async current() {
      const revision = `${await readRevision(db)} ${directory === undefined ? '' : stampOf(directory)}`
      if (known?.revision === revision) return known
      const source: RuleSource = {
        files: [
          ...(await listRules(db)).map(({ name, text }) => ({ file: name, text })),
          ...(directory === undefined ? [] : filesOf(directory)),
        ],
        parameters: await listParameters(db),
        settings: await listSettings(db),
        exceptions: await listExceptions(db),
      }
      known = { revision, source, set: loadRuleSet(source) }
      return known
    },
  }
}

function filesOf(directory: string): RuleFile[] {
  return namesIn(directory).map((name) => ({
    file: directoryPrefix + name,
    text: readFileSync(path.join(directory, name), 'utf8'),
  }))
}

/** Changes when a file comes, goes or is written. A directory that is not there has none. */
function stampOf(directory: string): string {
  return namesIn(directory)
    .map((name) => {
      const { mtimeMs, size } = statSync(path.join(directory, name))
      return `${name} ${mtimeMs} ${size}`
    })
    .join(' ')
}

function namesIn(directory: string): string[] {
  try {
    const names = readdirSync(directory, { recursive: true, encoding: 'utf8' })
    return names.filter((name) => /\.ya?ml$/i.test(name)).toSorted()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
