import { accessTexts as texts } from '../texts/access.ts'
import { Time } from '../ui/time.tsx'

export interface LastUse {
  state: 'used' | 'not-since' | 'unknown'
  at: number | null
}

/** When something was last used, or since when it was not: nothing older is known than what is counted. */
export function UseLine({ use: { state, at } }: { use: LastUse }) {
  switch (state) {
    case 'used':
      return <Time at={at} />
    case 'not-since':
      return (
        <>
          {texts.use.notSince} <Time at={at} />
        </>
      )
    case 'unknown':
      return <>{texts.use.unknown}</>
  }
}
