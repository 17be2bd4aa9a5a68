import type { AnswerField, WaitStep } from '@keyway/engine'
import type { JsonObject } from '@keyway/sdk'
import { stripTexts } from '../texts/strip.ts'
import type { Kind } from '../values/kind.ts'
import { describeInputs } from './describe-inputs.ts'
import { outputField } from './fields.ts'
import type { CardModel } from './model.ts'

/** What a question and a wait take, as a catalog would say it. */
const asked = {
  schemas: {
    question: { type: 'string' },
    details: {},
    approvers: {},
    withinSeconds: { type: 'number' },
  },
  required: ['question'],
}
const moments: JsonObject = { seconds: { type: 'number' }, until: { type: 'string', format: 'date-time' } }

/** The card of a wait: for how long or until when, or what a person is asked and what comes of it. */
export function describeWait(
  { id, wait }: WaitStep,
  isWhole: boolean,
): Pick<CardModel, 'use' | 'title' | 'inputs' | 'outputs' | 'remarks'> {
  const { titles } = stripTexts
  const output = (key: string, kind: Kind) => outputField(key, id, kind)
  if ('approval' in wait) {
    const { question, details, approvers, withinSeconds } = wait.approval
    return {
      use: 'approval',
      title: titles.approval,
      inputs: describeInputs({ question, details, approvers, withinSeconds }, ['wait', 'approval'], {
        ...asked,
        isWhole,
      }),
      outputs: [
        output('approved', 'boolean'),
        output('status', 'text'),
        output('by', 'text'),
        output('comment', 'text'),
      ],
      remarks: [],
    }
  }
  if ('answer' in wait) {
    const { question, details, approvers, withinSeconds, fields } = wait.answer
    return {
      use: 'answer',
      title: titles.answer,
      inputs: describeInputs({ question, details, approvers, withinSeconds }, ['wait', 'answer'], {
        ...asked,
        isWhole,
      }),
      outputs: [
        output('status', 'text'),
        output('by', 'text'),
        ...fields.map((field) => ({
          ...output(`answers.${field.key}`, field.type ?? 'text'),
          label: field.title ?? field.key,
        })),
      ],
      remarks: fields.map((field) => stripTexts.asksFor(field.title ?? field.key, factsOf(field))),
    }
  }
  return {
    use: 'wait',
    title: titles.wait,
    inputs: describeInputs(wait, ['wait'], { schemas: moments }),
    outputs: [],
    remarks: [],
  }
}

function factsOf({ type = 'text', options, required }: AnswerField): string {
  const what = options === undefined ? stripTexts.fieldTypes[type] : stripTexts.oneOf(options)
  return required === true ? `${what}, ${stripTexts.required}` : what
}
