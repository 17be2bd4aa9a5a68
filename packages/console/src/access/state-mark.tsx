import classes from './access.module.css'

export type Tone = 'good' | 'bad' | 'doubt' | 'busy' | 'plain'

/** A state in a word, with a colour that only repeats it. */
export function StateMark({ tone, children }: { tone: Tone; children: string }) {
  return (
    <span className={classes['state']} data-tone={tone}>
      {children}
    </span>
  )
}
