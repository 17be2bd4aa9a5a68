import { InputError } from '@keyway/sdk'
import { checkShape } from './check-shape.ts'
import { envelopeSchema, type Envelope } from './export-schema.ts'
import { parseUntrustedJson } from './json-text.ts'

const versions = ['1.2.0', '1.3.0', '1.4.0', '1.5.0']

/**
 * Reads the outer object of an export. The checksum that some versions carry has no published algorithm and is ignored.
 * @throws InputError when the file is no export of Okta Workflows, or of a version that is not known.
 */
export function readEnvelope(text: string, file: string): Envelope['data'] {
  const parsed = parseUntrustedJson(text, file)
  const envelope = checkShape(envelopeSchema, parsed, file)
  if (!versions.includes(envelope.version)) {
    throw new InputError(
      `${file}: format version "${envelope.version}" is not known; this importer reads ${versions.join(', ')}.`,
    )
  }
  return envelope.data
}
