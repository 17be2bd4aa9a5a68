import { questions } from '@keyway/api'
import { useAnswer } from '../app/requests.ts'

/** More open questions than this are counted as "99+" and shown page by page. */
const mostCounted = 99

/** How many open questions are for the person who looks, as a badge says it; null for none. */
export function useOpenCount(): string | null {
  const open = useAnswer(questions.listQuestions, { query: { status: 'open', limit: mostCounted } })
  if (open.data === undefined) return null
  const count = open.data.items.filter((question) => question.mayAnswer).length
  if (count === 0) return null
  return open.data.next === null ? String(count) : `${count}+`
}
