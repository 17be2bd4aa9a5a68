import { Group, Text, UnstyledButton } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { flowTexts } from '../texts/flows.ts'
import { Notice } from '../ui/notice.tsx'
import { Panel } from '../ui/panel.tsx'
import classes from './flows.module.css'
import type { ImportAnswer } from './import-page.tsx'

type ImportedFlow = ImportAnswer['files'][number]['flows'][number]

export interface ImportReportProps {
  answer: ImportAnswer
  actions: ReactNode
}

/** What was understood, flow by flow and card by card. */
export function ImportReport({ answer, actions }: ImportReportProps) {
  const { totals } = answer
  return (
    <Panel
      title={flowTexts.reportTitle}
      aside={
        <Group gap="sm" role="status">
          <Text size="sm">{flowTexts.reportSummary(totals.flows, totals.cards)}</Text>
          {actions}
        </Group>
      }
    >
      <div className={classes['totals']}>
        <Total count={totals.exact} label={flowTexts.exact} help={flowTexts.exactHelp} />
        <Total count={totals.adapted} label={flowTexts.adapted} help={flowTexts.adaptedHelp} />
        <Total count={totals.unsupported} label={flowTexts.unsupported} help={flowTexts.unsupportedHelp} />
      </div>
      {answer.errors.length === 0 ? null : (
        <Notice tone="bad" title={flowTexts.importErrors} mb="md">
          <ul className={classes['problems']}>
            {answer.errors.map(({ file, message }) => (
              <li key={file}>
                <b>{file}</b>: {message}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {answer.files.map(({ file, flows, warnings }) => (
        <section key={file} aria-label={file}>
          <Text size="sm" fw={600} mt="md" mb={6}>
            {file}
          </Text>
          {warnings.length === 0 ? null : (
            <Notice tone="doubt" title={flowTexts.importWarnings} mb="sm">
              <ul className={classes['problems']}>
                {warnings.map((warning) => (
                  <li key={warning}>{warning}</li>
                ))}
              </ul>
            </Notice>
          )}
          {flows.map((flow, index) => (
            <FlowFidelity key={`${index} ${flow.name}`} flow={flow} />
          ))}
        </section>
      ))}
    </Panel>
  )
}

function Total({ count, label, help }: { count: number; label: string; help: string }) {
  return (
    <div className={classes['total']}>
      <b>{count}</b>
      <Text size="sm" fw={600}>
        {label}
      </Text>
      <Text size="xs" c="var(--kw-text-soft)">
        {help}
      </Text>
    </div>
  )
}

function FlowFidelity({ flow }: { flow: ImportedFlow }) {
  const notes = [
    ...flow.unsupported.map((note) => ({ ...note, part: 'unsupported' as const })),
    ...(flow.adaptations ?? []).map((note) => ({ ...note, part: 'adapted' as const })),
  ]
  const [isOpen, setOpen] = useState(flow.unsupported.length > 0)
  const parts = { exact: flow.exact, adapted: flow.adapted, unsupported: flow.unsupported.length }
  const spoken = Object.entries(parts)
    .map(([part, count]) => `${part} ${count}`)
    .join(', ')
  return (
    <div className={classes['fidelity']}>
      <div className={classes['fidelityHead']}>
        <div>
          <Group gap="xs">
            {flow.id === undefined ? (
              <Text fw={560}>{flow.name}</Text>
            ) : (
              <Link to={`/flows/${flow.id}`} className={classes['name']}>
                {flow.name}
              </Link>
            )}
            <Text size="sm" c="var(--kw-text-soft)">
              {flow.kind}
            </Text>
          </Group>
          {notes.length === 0 ? (
            <Text size="sm" c="var(--kw-text-soft)">
              {flowTexts.allExact}
            </Text>
          ) : (
            <UnstyledButton
              onClick={() => setOpen(!isOpen)}
              aria-expanded={isOpen}
              c="var(--kw-accent)"
              fz="sm"
            >
              {flowTexts.showCards(notes.length)}
            </UnstyledButton>
          )}
        </div>
        <div>
          <div className={classes['bar']} role="img" aria-label={spoken}>
            {Object.entries(parts).map(([part, count]) => (
              <span key={part} data-part={part} style={{ flex: count }} />
            ))}
          </div>
          <Text size="xs" c="var(--kw-text-soft)" ta="end" mt={3}>
            {flow.exact + flow.adapted} {flowTexts.ofCards(flow.cards)}
          </Text>
        </div>
      </div>
      {isOpen && notes.length > 0 ? (
        <ul className={classes['fidelityList']}>
          {notes.map(({ card, title, reason, advice, step, part }, index) => (
            <li key={`${index} ${card}`}>
              <span className={classes['tag']} data-part={part}>
                {part === 'adapted' ? flowTexts.adapted : flowTexts.unsupported}
              </span>
              <span>
                {flow.id === undefined || step === null ? (
                  title || card
                ) : (
                  <Link to={`/flows/${flow.id}?card=${encodeURIComponent(step)}`} className="kw-link">
                    {title || card}
                  </Link>
                )}
                <br />
                <code>{card}</code>
              </span>
              <span>
                {reason}
                <br />
                <span className={classes['advice']}>{advice}</span>
              </span>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}
