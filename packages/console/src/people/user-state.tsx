import { StateMark, type Tone } from '../access/state-mark.tsx'
import { peopleTexts as texts } from '../texts/people.ts'

const tones: Readonly<Record<string, Tone>> = {
  ACTIVE: 'good',
  LOCKED_OUT: 'bad',
  SUSPENDED: 'doubt',
  PASSWORD_EXPIRED: 'doubt',
  RECOVERY: 'doubt',
}
const words: Readonly<Record<string, string>> = texts.statuses

/** The state of an Okta user. */
export function UserState({ status }: { status: string }) {
  return <StateMark tone={tones[status] ?? 'plain'}>{words[status] ?? status}</StateMark>
}
