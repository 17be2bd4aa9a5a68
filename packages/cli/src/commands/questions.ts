import { questions, type AnswerOf } from '@keyway/api'
import type { Command } from 'commander'
import { CommandError } from '../command-error.ts'
import { connect } from '../connect.ts'
import { print, printJson } from '../output/print.ts'
import { formatTable } from '../output/table.ts'
import { formatTime } from '../output/time.ts'
import { withServer, type ServerOptions } from '../server-options.ts'
import { collectPairs } from './parse-option.ts'

type Question = AnswerOf<typeof questions.getQuestion>

interface ListOptions extends ServerOptions {
  all?: true
  json?: true
}

interface AnswerOptions extends ServerOptions {
  approve?: true
  reject?: true
  set?: Record<string, string>
  comment?: string
  json?: true
}

/** `keyway questions [list]|answer`. */
export function addQuestions(program: Command): void {
  const group = program.command('questions').description('what flows ask people')
  const listCommand = group
    .command('list', { isDefault: true })
    .description('questions, newest first')
    .option('--all', 'also those that are answered or expired')
    .option('--json', 'as one JSON document')
  withServer(listCommand).action(list)
  const answerCommand = group
    .command('answer')
    .description('answer a question')
    .argument('<id>')
    .option('--approve', 'approve it')
    .option('--reject', 'reject it')
    .option('--set <key=value>', 'the answer to a field of a form; may be repeated', collectPairs)
    .option('--comment <text>', 'goes to the flow with the answer')
    .option('--json', 'the question with its answer as one JSON document')
  withServer(answerCommand).action(answer)
}

async function list({ all, json, ...server }: ListOptions): Promise<void> {
  const call = connect(server)
  const items: Question[] = []
  let cursor: string | undefined
  do {
    const page: AnswerOf<typeof questions.listQuestions> = await call(questions.listQuestions, {
      query: { status: all === true ? 'all' : 'open', limit: 200, cursor },
    })
    items.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor !== undefined)

  if (json === true) return printJson({ items })
  if (items.length === 0)
    return print(all === true ? 'No flow has asked anything yet.' : 'No open questions.')
  const rows = items.map((item) => [
    item.id,
    formatTime(item.createdAt),
    item.flowName,
    item.question,
    item.fields === null ? 'approve or reject' : item.fields.map(formatField).join(', '),
    item.approvers.length === 0 ? 'operators' : item.approvers.join(', '),
    item.status === 'open' ? `open until ${formatTime(item.expiresAt)}` : formatOutcome(item),
  ])
  print(formatTable(['id', 'asked', 'flow', 'question', 'answer with', 'who', 'status'], rows))
}

function formatField({
  key,
  type = 'text',
  options,
  required,
}: NonNullable<Question['fields']>[number]): string {
  return `${key}${required === true ? '*' : ''} (${options?.join(' | ') ?? type})`
}

function formatOutcome({ status, answer, answeredBy }: Question): string {
  const what = answer?.['status']
  return status === 'answered'
    ? `${typeof what === 'string' ? what : status} by ${answeredBy ?? '?'}`
    : status
}

async function answer(questionId: string, options: AnswerOptions): Promise<void> {
  const { approve, reject, set, comment, json } = options
  const ways = [approve, reject, set].filter((way) => way !== undefined).length
  if (ways !== 1) {
    throw new CommandError(
      'Say one thing: --approve or --reject for an approval, --set key=value for each field of a form.',
    )
  }
  const decision = set === undefined ? { approved: approve === true } : { answers: set }
  const answered = await connect(options)(questions.answerQuestion, {
    params: { questionId },
    body: { ...decision, ...(comment === undefined ? {} : { comment }) },
  })
  if (json === true) printJson(answered)
  else print(`"${answered.question}": ${formatOutcome(answered)}`)
}
