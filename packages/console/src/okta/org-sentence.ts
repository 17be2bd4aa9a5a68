import type { AnswerOf, oktaSources } from '@keyway/api'
import { oktaSourceTexts as texts } from '../texts/okta-sources.ts'
import { formatAbsolute } from '../values/time.ts'

export type OktaSource = AnswerOf<typeof oktaSources.listOktaSources>['items'][number]

/** One sentence about how complete an org's events are. */
export function describeCompleteness({ log, meter, settings, hookBudget, hooks }: OktaSource): string {
  const time = log.completeUntil === null ? null : formatAbsolute(log.completeUntil)
  if (!settings.isOn) return texts.paused
  switch (log.state) {
    case 'off':
      return texts.off
    case 'waiting':
      return texts.waiting
    case 'failing':
      return texts.failing(time)
    case 'catching_up':
      return time === null ? texts.waiting : texts.catchingUp(time)
    case 'reading':
      return time === null ? texts.waiting : texts.reading(time)
    case 'caught_up': {
      if (time === null) return texts.waiting
      const hasHook = hooks.length > 0 || hookBudget.used > 0 || meter.types.some(({ byHook }) => byHook > 0)
      return hasHook ? texts.complete(time, meter.recovered) : texts.completeWithoutHook(time, meter.total)
    }
  }
}
