import { anyJson, anyObject, z } from '@keyway/sdk'
import { defineRoute } from '../route.ts'
import { id, none, page, pageQuery, time } from '../shapes.ts'

/** Something that a flow asks a person: to approve (`fields` null), or to fill the fields of a form. */
export const question = z.object({
  id,
  executionId: id,
  flowId: id,
  flowName: z.string(),
  /** Path of the wait step in the document. */
  step: z.string(),
  question: z.string(),
  details: anyJson,
  /** Who may answer; empty means everybody who may operate flows. */
  approvers: z.array(z.string()),
  fields: z
    .array(
      z.object({
        key: z.string(),
        title: z.string().optional(),
        type: z.enum(['text', 'number', 'boolean', 'date']).optional(),
        required: z.boolean().optional(),
        options: z.array(z.string()).optional(),
      }),
    )
    .nullable(),
  /** `withdrawn`: the execution ended otherwise. */
  status: z.enum(['open', 'answered', 'expired', 'withdrawn']),
  createdAt: time,
  expiresAt: time,
  answeredAt: time.nullable(),
  answeredBy: z.string().nullable(),
  answer: anyObject.nullable(),
  /** Whether the caller may answer it. */
  mayAnswer: z.boolean(),
})

const questionParams = z.object({ questionId: id })

export const listQuestions = defineRoute({
  method: 'GET',
  path: '/api/questions',
  access: 'viewer',
  summary: 'What flows ask people, newest first',
  params: none,
  query: pageQuery.extend({
    status: z.enum(['open', 'all']).default('open'),
    executionId: id.optional(),
  }),
  body: none,
  answer: page(question),
})

export const getQuestion = defineRoute({
  method: 'GET',
  path: '/api/questions/:questionId',
  access: 'viewer',
  summary: 'One question to people, with its answer',
  params: questionParams,
  query: none,
  body: none,
  answer: question,
})

export const answerQuestion = defineRoute({
  method: 'POST',
  path: '/api/questions/:questionId/answer',
  access: 'viewer',
  summary: 'Answers a question: those it names, or where it names nobody, operators. The first answer counts',
  params: questionParams,
  query: none,
  body: z.object({
    /** For an approval. */
    approved: z.boolean().optional(),
    comment: z.string().max(2_000).optional(),
    /** For a form: by key of the field. */
    answers: z.record(z.string(), anyJson).optional(),
  }),
  answer: question,
})
