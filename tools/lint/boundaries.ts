/** What the source of one package may import, beside its own files. */
export type Boundary = {
  /** Packages of this repository, by import name; an entry with a subpath allows only that subpath. */
  readonly packages: readonly string[]
  /** Packages of this repository of which only types may be used. */
  readonly types?: readonly string[]
  /** Packages of this repository that may only be loaded by `import()`, so that other commands start without them. */
  readonly lazy?: readonly string[]
  /** Node built-ins without the `node:` prefix; absent means all of them. */
  readonly builtins?: readonly string[]
  /** Packages from the registry; absent means whatever the package.json declares (knip checks that). */
  readonly external?: readonly string[]
}

const belowServer = [
  '@keyway/sdk',
  '@keyway/engine',
  '@keyway/cards',
  '@keyway/connectors',
  '@keyway/flopack',
  '@keyway/identity',
  '@keyway/api',
]

/** The arrows of the architecture: who may import whom. Folder name under `packages/` to boundary. */
export const boundaries: Readonly<Record<string, Boundary>> = {
  sdk: { packages: [], builtins: [], external: ['zod'] },
  engine: { packages: ['@keyway/sdk'], builtins: [], external: ['zod', 'yaml'] },
  cards: { packages: ['@keyway/sdk'], builtins: ['buffer', 'crypto', 'util', 'zlib'] },
  connectors: {
    packages: ['@keyway/sdk'],
    builtins: ['buffer', 'crypto', 'util', 'stream', 'stream/promises', 'timers/promises', 'zlib'],
  },
  flopack: { packages: ['@keyway/sdk', '@keyway/engine'], builtins: ['buffer', 'crypto', 'util', 'zlib'] },
  identity: {
    packages: ['@keyway/sdk', '@keyway/connectors/okta'],
    builtins: ['buffer', 'crypto', 'util', 'zlib'],
  },
  'okta-sim': { packages: [] },
  api: { packages: ['@keyway/sdk', '@keyway/engine'], builtins: [] },
  server: { packages: belowServer },
  console: { packages: ['@keyway/api', '@keyway/engine'], types: ['@keyway/sdk'], builtins: [] },
  cli: {
    packages: ['@keyway/api', '@keyway/okta-sim'],
    // The demo's other systems are the servers that the connectors' tests run against.
    lazy: ['@keyway/server', '@keyway/connectors/testing'],
  },
}

/** Inside `server`: which files may import a library that decides how the rest must be written. */
export const serverLibraries = [
  {
    libraries: ['hono', '@hono/node-server', '@hono/zod-openapi'],
    allowed: /^(http\/.+|(.+\/)?routes)\.ts$/,
    where: 'routes.ts files and the http/ folder',
  },
  {
    libraries: ['kysely', 'pg', 'node:sqlite', 'better-sqlite3'],
    allowed: /^(db\/.+|(.+\/)?store)\.ts$/,
    where: 'store.ts files and the db/ folder',
  },
] as const

/** Libraries that open connections: connectors go through the `http` port, which retries, limits and redacts. */
export const networkLibraries = ['undici', 'axios', 'got', 'ky', 'node-fetch', 'ws']

/** Evaluates text as code, which event data must never reach. */
export const forbiddenBuiltins = ['vm']
