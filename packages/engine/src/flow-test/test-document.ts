import { anyJson, anyObject, InputError, z } from '@keyway/sdk'
import { YAMLParseError, type Document } from 'yaml'
import type { TextProblem } from '../flow/check-yaml.ts'
import { toDocumentIssues } from '../flow/document-issue.ts'
import { formatPath } from '../flow/schema.ts'
import { positionsOf, type Positions } from '../flow/yaml-position.ts'
import { readYaml } from '../flow/yaml.ts'

const errorAnswer = z.strictObject({
  message: z.string(),
  code: z.string().default('remote_refused'),
  statusCode: z.int().optional(),
  body: anyJson.optional(),
})

/** What a step is told instead of asking the world: one of the three. */
const answer = z
  .strictObject({
    /** What it gives; of a wait for a person the answer. */
    output: anyJson.optional(),
    error: errorAnswer.optional(),
    /** Of a stream: the items of each page. */
    pages: z.array(z.array(anyJson)).optional(),
  })
  .refine((given) => Object.keys(given).length === 1, {
    message: 'An answer is one of output, error and pages.',
  })

/** The same answer for every run, or a list: the first run gets the first one, and so on. */
const answers = z.union([answer, z.array(answer).min(1)])

const expectation = z.strictObject({
  status: z.enum(['succeeded', 'stopped', 'failed']).optional(),
  output: anyJson.optional(),
  /** What is named is compared: `code`, `message`, `statusCode`, `step`. */
  error: z
    .strictObject({
      code: z.string().optional(),
      message: z.string().optional(),
      statusCode: z.int().optional(),
      step: z.string().optional(),
    })
    .optional(),
  /** What an endpoint's caller was answered. */
  response: z
    .strictObject({ status: z.int().optional(), headers: anyObject.optional(), body: anyJson.optional() })
    .optional(),
  steps: z
    .record(
      z.string(),
      z.strictObject({
        /** Of its first run. */
        input: anyJson.optional(),
        /** Of all its runs, in order. */
        inputs: z.array(anyJson).optional(),
        output: anyJson.optional(),
        runs: z.int().min(0).optional(),
      }),
    )
    .optional(),
  notRun: z.array(z.string()).optional(),
})

const testCase = z.strictObject({
  name: z.string().min(1),
  trigger: anyJson.default({}),
  /** When it runs. Time stands still but for waits. */
  at: z.iso.datetime({ offset: true }).default('2026-01-01T00:00:00.000Z'),
  /** Random numbers follow from it. */
  seed: z.string().default('test'),
  /** Answers by the id of a step, or by its path (`steps[2]`) where it has none. */
  steps: z.record(z.string(), answers).default({}),
  /** Answers of helper flows, by the name that the flow calls them by. */
  helpers: z.record(z.string(), answers).default({}),
  expect: expectation.optional(),
})

const testDocument = z.strictObject({
  /** The file of the flow, from where the test stands. */
  flow: z.string().min(1),
  cases: z.array(testCase).min(1),
})

export type TestDocument = z.output<typeof testDocument>
export type TestCase = TestDocument['cases'][number]
export type Expectation = z.output<typeof expectation>
export type TestAnswer = z.output<typeof answer>
export type TestAnswers = z.output<typeof answers>

/** A test file, or what is wrong with it. */
export type ReadTest =
  | { test: TestDocument; document: Document; positions: Positions; problems: [] }
  | { test: undefined; problems: TextProblem[] }

/** Reads a test of a flow from YAML. Never throws for what stands in the text. */
export function readTestYaml(text: string): ReadTest {
  let read: ReturnType<typeof readYaml>
  try {
    read = readYaml(text)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    const [place] = (error.cause instanceof YAMLParseError ? error.cause.linePos : undefined) ?? []
    const { line, col } = place ?? { line: 1, col: 1 }
    const [message = ''] = error.message.split(/ at line \d+, column \d+/)
    return { test: undefined, problems: [{ line, column: col, path: null, severity: 'error', message }] }
  }
  const { document, data } = read
  const positions = positionsOf(document, text)
  const parsed = testDocument.safeParse(data)
  if (parsed.success) return { test: parsed.data, document, positions, problems: [] }
  const problems = toDocumentIssues(parsed.error, data, testDocument).map(
    ({ path, message, at }): TextProblem => ({
      ...(at === 'key' ? positions.ofKey(path) : positions.of(path)),
      path: formatPath(path) || null,
      severity: 'error',
      message,
    }),
  )
  return { test: undefined, problems: problems.toSorted((a, b) => a.line - b.line || a.column - b.column) }
}

/** JSON Schema of test files, for editors. */
export function testJsonSchema(): Record<string, unknown> {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Tests of a Keyway flow',
    ...z.toJSONSchema(testDocument, { io: 'input', unrepresentable: 'any' }),
  }
}
