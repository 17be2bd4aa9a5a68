import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { CommandError } from './command-error.ts'

/** A file by its name, or the YAML files in a directory and below it. Throws CommandError where it holds none. */
export function yamlFilesAt(name: string): string[] {
  if (name === '-' || !isDirectory(name)) return [name]
  const found = readdirSync(name, { recursive: true, encoding: 'utf8' })
    .filter((inner) => /\.ya?ml$/i.test(inner) && !/(^|[\\/])(node_modules|\.[^\\/]+)[\\/]/.test(inner))
    .toSorted()
    .map((inner) => path.join(name, inner))
  if (found.length === 0) throw new CommandError(`${name} holds no .yaml files.`)
  return found
}

function isDirectory(name: string): boolean {
  return statSync(name, { throwIfNoEntry: false })?.isDirectory() === true
}
