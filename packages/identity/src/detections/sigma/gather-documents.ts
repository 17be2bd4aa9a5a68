import { isJsonObject, type Json } from '@keyway/sdk'
import type { RuleFile, RuleReport } from '../rule-report.ts'
import { readYamlDocuments } from './read-documents.ts'
import { readDocument, type SigmaDocument } from './rule-document.ts'
import { SigmaError } from './sigma-error.ts'

/** A document, and where it was found: `rules.yml`, or `rules.yml#2` for the second document of a file. */
export type FoundDocument = SigmaDocument & { file: string }

/** Reads every document of some files; what cannot be read is reported and keeps nothing else from being read. */
export function gatherDocuments(files: readonly RuleFile[]): {
  found: FoundDocument[]
  reports: RuleReport[]
} {
  const found: FoundDocument[] = []
  const reports: RuleReport[] = []
  for (const { file, text } of files) {
    const values = tryRead(() => readYamlDocuments(text))
    if (values instanceof SigmaError) {
      reports.push({ file, id: '', title: '', status: 'rejected', reason: values.message })
      continue
    }
    for (const [index, value] of values.entries()) {
      const place = index === 0 ? file : `${file}#${String(index + 1)}`
      const read = tryRead(() => readDocument(value))
      if (!(read instanceof SigmaError)) found.push({ ...read, file: place })
      else reports.push({ file: place, ...nameOf(value), status: 'rejected', reason: read.message })
    }
  }
  return { found, reports }
}

/** What a rule makes impossible is told, not thrown: the other rules still load. Other errors are ours, and are thrown. */
export function tryRead<Value>(read: () => Value): Value | SigmaError {
  try {
    return read()
  } catch (error) {
    if (error instanceof SigmaError) return error
    throw error
  }
}

function nameOf(value: Json): Pick<RuleReport, 'id' | 'title'> {
  const text = (key: string): string => {
    const name = isJsonObject(value) ? value[key] : undefined
    return typeof name === 'string' ? name : ''
  }
  return { id: text('id'), title: text('title') }
}
