import { checks } from '@keyway/api'
import { useAnswer } from '../app/requests.ts'
import { checkTexts as texts } from '../texts/checks.ts'
import classes from './checks.module.css'
import { TrendLine } from './trend-line.tsx'

/** The score of each framework; choosing one narrows the list to it. */
export function Scores({ chosen, onChoose }: { chosen: string; onChoose: (framework: string) => void }) {
  const answer = useAnswer(checks.getScores, { query: {} }, { refetchInterval: 30_000 })
  const items = answer.data?.items ?? []
  if (items.length === 0) return null
  return (
    <div className={classes['scores']} role="group" aria-label={texts.framework}>
      {items.map(({ framework, title, score, pass, fail, other, trend }) => (
        <button
          key={framework}
          type="button"
          className={classes['score']}
          data-on={chosen === framework}
          aria-pressed={chosen === framework}
          onClick={() => onChoose(framework)}
        >
          <span>{title}</span>
          <span className={classes['number']} aria-label={texts.scoreOf(title, score)}>
            {texts.score(score)}
          </span>
          <span className={classes['soft']}>{texts.scoreLine(pass, fail, other)}</span>
          <TrendLine
            values={trend.map((one) => one.score)}
            label={texts.trend(trend[0]?.score ?? 0, trend.at(-1)?.score ?? 0)}
          />
        </button>
      ))}
    </div>
  )
}
