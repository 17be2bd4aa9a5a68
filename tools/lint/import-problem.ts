import { isBuiltin } from 'node:module'
import path from 'node:path'
import {
  boundaries,
  forbiddenBuiltins,
  networkLibraries,
  serverLibraries,
  type Boundary,
} from './boundaries.ts'
import { isTest, type SourceFile } from './source-file.ts'

/** One import as written: how it is loaded matters as well as what. */
export type Import = {
  readonly specifier: string
  /** `type` is erased at run time; `lazy` is `import()`. */
  readonly kind: 'value' | 'type' | 'lazy'
}

/** Why a file may not have an import, or undefined when it may. */
export function importProblem(file: SourceFile | undefined, imported: Import): string | undefined {
  const { specifier } = imported
  const builtin = isBuiltin(specifier) ? specifier.replace(/^node:/, '') : undefined
  if (builtin !== undefined && forbiddenBuiltins.includes(builtin)) {
    return `'${specifier}' evaluates text as code; event data is never code (architecture, promise 3)`
  }
  if (file === undefined) return undefined
  if (specifier.startsWith('.')) return relativeProblem(file, specifier)
  if (isTest(file)) return undefined

  const boundary = boundaries[file.folder]
  if (boundary === undefined) {
    return `packages/${file.folder} has no entry in tools/lint/boundaries.ts; add what it may import`
  }
  if (builtin !== undefined) {
    if (imported.kind === 'type') return undefined
    return builtinProblem(file, boundary, builtin) ?? serverProblem(file, specifier)
  }
  if (specifier.startsWith('@keyway/')) return packageProblem(file, boundary, imported)
  return externalProblem(file, boundary, specifier) ?? serverProblem(file, specifier)
}

function relativeProblem(file: SourceFile, specifier: string): string | undefined {
  const target = path.posix.join(path.posix.dirname(file.path), specifier)
  if (target.startsWith('..')) {
    return `'${specifier}' leaves the sources of packages/${file.folder}; import the other package by its name`
  }
  if (file.folder !== 'connectors' || !file.path.includes('/') || !target.includes('/')) return undefined
  const own = file.path.split('/')[0]
  const other = target.split('/')[0]
  if (own === other) return undefined
  return `connector '${own}' imports connector '${other}'; move what they share to @keyway/sdk`
}

function builtinProblem(file: SourceFile, boundary: Boundary, builtin: string): string | undefined {
  if (boundary.builtins === undefined || boundary.builtins.includes(builtin)) return undefined
  const allowed = boundary.builtins.map((name) => `node:${name}`).join(', ') || 'no Node built-ins'
  return `'node:${builtin}' in packages/${file.folder}, which may use ${allowed}`
}

function packageProblem(file: SourceFile, boundary: Boundary, imported: Import): string | undefined {
  const covers = (entries: readonly string[] = []) =>
    entries.some((entry) => imported.specifier === entry || imported.specifier.startsWith(`${entry}/`))
  if (covers(boundary.packages)) return undefined
  if (covers(boundary.types)) {
    if (imported.kind === 'type') return undefined
    return `packages/${file.folder} may use only types of '${imported.specifier}'; write 'import type'`
  }
  if (covers(boundary.lazy)) {
    if (imported.kind !== 'value') return undefined
    return `packages/${file.folder} loads '${imported.specifier}' only where it is needed; write 'await import(…)'`
  }
  const allowed = [...boundary.packages, ...(boundary.types ?? []), ...(boundary.lazy ?? [])]
  return `packages/${file.folder} may not import '${imported.specifier}', only ${allowed.join(', ') || 'no other package of ours'}`
}

function externalProblem(file: SourceFile, boundary: Boundary, specifier: string): string | undefined {
  const name = packageName(specifier)
  if (boundary.external !== undefined && !boundary.external.includes(name)) {
    return `packages/${file.folder} may not import '${specifier}', only ${boundary.external.join(', ')}`
  }
  const opensSockets = file.folder === 'connectors' || file.folder === 'cards' || file.folder === 'identity'
  if (opensSockets && networkLibraries.includes(name)) {
    return `'${specifier}' opens connections; packages/${file.folder} reaches the network through the http port only`
  }
  return undefined
}

function serverProblem(file: SourceFile, specifier: string): string | undefined {
  if (file.folder !== 'server') return undefined
  const rule = serverLibraries.find(({ libraries }) =>
    libraries.some((library) => library === specifier || library === packageName(specifier)),
  )
  if (rule === undefined || rule.allowed.test(file.path)) return undefined
  return `'${specifier}' in packages/server/src/${file.path}; in the server only ${rule.where} import it`
}

function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}
