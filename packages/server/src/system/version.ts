import { readFileSync } from 'node:fs'
import { z } from '@keyway/sdk'

const manifest = z.object({ version: z.string() })

/** The version of Keyway, from the manifest of this package: it lies above the sources and above the built files. */
export function readVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return manifest.parse(JSON.parse(text)).version
}
