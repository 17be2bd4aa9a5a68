/** A peer as it comes from the npm registry, at a pinned version. */
export interface PeerPackage {
  name: string
  version: string
  /** Versions of its own dependencies that have to be other ones than it asks for. */
  overrides: Readonly<Record<string, string>>
  /** Dependencies whose install script builds something that is needed; no other script runs. */
  builds: readonly string[]
  /** What to expect, for a person who waits. */
  note: string
}

export const n8nPackage: PeerPackage = {
  name: 'n8n',
  version: '2.41.1',
  // The release it asks for depends on a package that the registry may not have.
  overrides: { linkedom: '0.18.13' },
  builds: ['sqlite3', 'isolated-vm'],
  note: 'about 3 GB and six minutes of a processor, once; needs python3, make and a C++ compiler',
}

export const nodeRedPackage: PeerPackage = {
  name: 'node-red',
  version: '5.0.7',
  overrides: {},
  builds: [],
  note: 'about 100 MB and a quarter of a minute, once',
}
