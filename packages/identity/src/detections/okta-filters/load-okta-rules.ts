import { InputError, z } from '@keyway/sdk'
import { parse as parseYaml } from 'yaml'
import type { Detection } from '../detection.ts'
import type { LoadedRules, RuleFile, RuleReport } from '../rule-report.ts'
import { severityOfRule } from './catalogue-severity.ts'
import { compileLogFilter } from './compile-log-filter.ts'

/** One text or several; an empty item of a list is none. */
const textList = z.union([
  z.string().transform((text) => [text]),
  z.array(z.string().nullable()).transform((texts) => texts.filter((text) => text !== null)),
])

/** A rule of Okta's catalogue. Source: okta/customer-detections. Keys that are not listed stay unread. */
const rule = z.object({
  title: z.string().min(1),
  id: z.string().min(1),
  description: z.string().default(''),
  references: textList.nullish(),
  author: textList.nullish(),
  threat: z
    .object({ Technique: z.array(z.record(z.string(), z.string())).nullish(), Tactic: textList.nullish() })
    .nullish(),
  false_positives: textList.nullish(),
  detection: z.object({ okta_systemlog: z.object({ OIE: z.string().optional() }).nullish() }),
})

type Rule = z.output<typeof rule>

/** Whether the text of a file is a rule of Okta's catalogue rather than of Sigma. */
export function isOktaRule(text: string): boolean {
  return /^detection:/m.test(text) && !/^logsource:/m.test(text) && !/^correlation:/m.test(text)
}

/**
 * Loads rules of Okta's catalogue. `natives` are our own detections that stand for a rule which Okta wrote for another
 * product only, by the first eight digits of the id of the rule.
 */
export function loadOktaRules(
  files: readonly RuleFile[],
  natives: ReadonlyMap<string, Detection>,
): LoadedRules {
  const loaded = files.map((one) => loadRule(one, natives))
  return {
    detections: loaded.flatMap(({ detection }) => detection ?? []),
    reports: loaded.map(({ report }) => report),
  }
}

interface Loaded {
  report: RuleReport
  detection?: Detection
}

function loadRule({ file, text }: RuleFile, natives: ReadonlyMap<string, Detection>): Loaded {
  const read = readRule(text)
  if (read instanceof InputError) {
    return { report: { file, id: '', title: '', status: 'rejected', reason: read.message } }
  }
  const { id, title } = read
  const filter = read.detection.okta_systemlog?.OIE
  if (filter !== undefined) return fromFilter(file, read, filter)
  const native = natives.get(id.slice(0, 8))
  if (native !== undefined) {
    const reason = `Runs as Keyway's own detection "${native.id}": Okta wrote it for another product only.`
    return { report: { file, id, title, status: 'loaded', reason }, detection: native }
  }
  const reason =
    'It has no filter of the System Log (detection.okta_systemlog.OIE), only queries of other products.'
  return { report: { file, id, title, status: 'disabled', reason } }
}

function readRule(text: string): Rule | InputError {
  try {
    const parsed = rule.safeParse(parseYaml(text, { maxAliasCount: 100 }))
    if (parsed.success) return parsed.data
    const problems = parsed.error.issues
      .map(({ path, message }) => `${path.join('.')}: ${message}`)
      .join('; ')
    return new InputError(`The rule is not as Okta's catalogue has it. ${problems}.`)
  } catch (error) {
    return new InputError(`The file is no YAML: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function fromFilter(file: string, read: Rule, filter: string): Loaded {
  const { id, title } = read
  try {
    const test = compileLogFilter(filter)
    return { report: { file, id, title, status: 'loaded', reason: '' }, detection: toDetection(read, test) }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { report: { file, id, title, status: 'rejected', reason: error.message } }
  }
}

function toDetection(read: Rule, test: ReturnType<typeof compileLogFilter>): Detection {
  const { id, title, description, references, author, threat, false_positives: falsePositives } = read
  const techniques = (threat?.Technique ?? []).flatMap((technique) => Object.keys(technique))
  return {
    id,
    title,
    severity: severityOfRule(id, title),
    description,
    author: author?.join(', ') ?? '',
    license: 'Apache-2.0',
    references: references ?? [],
    tags: techniques.map((technique) => `attack.${technique.toLowerCase()}`),
    falsePositives: falsePositives ?? [],
    language: 'okta filter',
    logic: { kind: 'event', test },
  }
}
