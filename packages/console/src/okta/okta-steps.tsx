import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { oktaTexts } from '../texts/okta.ts'
import { CopyField } from '../ui/copy-field.tsx'
import { CopyIcon, CopyTextButton } from '../ui/copy.tsx'
import { Panel } from '../ui/panel.tsx'
import type { OktaHook } from './okta-page.tsx'
import classes from './okta.module.css'

/** The fields of Okta's form, in Okta's order, each with what belongs there. */
export function OktaSteps({ hook }: { hook: OktaHook }) {
  const { steps } = oktaTexts
  return (
    <Panel title={oktaTexts.stepsTitle}>
      <ol className={classes['steps']}>
        <Step>{steps.open}</Step>
        <Step>
          <CopyField label={steps.name} value={hook.name} />
        </Step>
        <Step>
          <CopyField label={steps.url} value={hook.url} />
        </Step>
        <Step>
          <CopyField label={steps.field} value={hook.headerName} />
        </Step>
        <Step>
          {hook.secret === null ? (
            <>
              <b>{steps.secret}</b>: {oktaTexts.secretHidden}
            </>
          ) : (
            <CopyField label={steps.secret} value={hook.secret} isSecret />
          )}
        </Step>
        <Step>
          <b>{steps.headers}</b>: {steps.headersText}
        </Step>
        <Step>
          <WantedTypes hook={hook} />
        </Step>
        <Step>
          {steps.verify}
          <Text size="sm" c="var(--kw-text-soft)" mt={4}>
            {steps.delay}
          </Text>
        </Step>
      </ol>
    </Panel>
  )
}

function Step({ children }: { children: ReactNode }) {
  return (
    <li className={classes['step']}>
      <div className={classes['stepBody']}>{children}</div>
    </li>
  )
}

function WantedTypes({ hook }: { hook: OktaHook }) {
  const { steps } = oktaTexts
  const types = hook.wantedTypes
  return (
    <>
      <div className={classes['subscribe']}>
        <b>{steps.subscribe}</b>
        {types.length > 1 ? (
          <CopyTextButton value={types.map(({ type }) => type).join('\n')} label={oktaTexts.copyTypes} />
        ) : null}
      </div>
      <Text size="sm" c="var(--kw-text-soft)">
        {hook.needsAll ? steps.subscribeAll : types.length === 0 ? steps.subscribeNone : steps.subscribeText}
      </Text>
      {types.length === 0 ? null : (
        <ul className={classes['types']}>
          {types.map(({ type, flows }) => (
            <li key={type}>
              <code>{type}</code>
              <CopyIcon value={type} what={type} />
              <span>{oktaTexts.neededBy(flows)}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
