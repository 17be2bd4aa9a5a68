import { IconCheck, IconExclamationMark } from '@tabler/icons-react'
import { useId, type ReactNode } from 'react'
import { wizardTexts } from '../texts/okta-wizard.ts'
import classes from './wizard.module.css'

export interface WizardStepProps {
  title: string
  state: keyof typeof wizardTexts.states
  children?: ReactNode
}

/** One step of the way, with how it stands. */
export function WizardStep({ title, state, children }: WizardStepProps) {
  const titleId = useId()
  return (
    <li className={classes['step']} data-state={state}>
      <span className={classes['mark']} aria-hidden>
        {state === 'done' ? <IconCheck size={15} stroke={2.6} /> : null}
        {state === 'trouble' ? <IconExclamationMark size={15} stroke={2.6} /> : null}
      </span>
      <section aria-labelledby={titleId} className={classes['body']}>
        <div className={classes['head']}>
          <h2 id={titleId}>{title}</h2>
          <span className={classes['state']}>{wizardTexts.states[state]}</span>
        </div>
        {children}
      </section>
    </li>
  )
}
