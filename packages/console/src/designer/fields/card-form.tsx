import { Checkbox, Group, NumberInput, Stack, Text } from '@mantine/core'
import type { CardStep } from '@keyway/engine'
import { stepTexts } from '../../texts/designer-steps.ts'
import { useDesignerState } from '../model/use-designer.tsx'
import { useUsedCards } from '../model/use-used-cards.ts'
import { ConnectionField } from './connection-field.tsx'
import { useSet, type StepFormProps } from './form-scope.ts'
import { InputFields, type AskedAction } from './input-fields.tsx'
import { Section } from './section.tsx'

const withPlace = ['with']
const connectionPlace = ['connection']

/** A card or an action: its account, its inputs, and what happens when the other side says "later". */
export function CardForm({ step }: StepFormProps<CardStep>) {
  const set = useSet()
  const card = useUsedCards().get(step.use)
  const action = useAskedAction(step.use, step.connection)
  if (card === undefined) return <Text size="sm">{stepTexts.unknownCard(step.use)}</Text>
  return (
    <Stack gap={16}>
      {card.connector?.needsAccount === true ? (
        <ConnectionField
          connector={card.connector.id}
          title={card.connector.title}
          value={step.connection}
          place={connectionPlace}
          onChange={(name) => set(connectionPlace, name)}
        />
      ) : null}
      <InputFields
        schema={card.input}
        values={step.with ?? {}}
        place={withPlace}
        action={card.connector === null ? null : action}
      />
      {card.connector === null ? null : <RetryFields retry={step.retry} />}
    </Stack>
  )
}

/** What can be asked of the other side about an action, by the account that its connection is bound to. */
export function useAskedAction(use: string, connection: string | undefined): AskedAction {
  const against = useDesignerState((state) => state.against)
  const binding = against?.bindings.find(({ name }) => name === connection)
  return { use, connectionId: binding?.connectionId ?? null }
}

/** Tries after the first one, where the rules of Keyway are not to decide. */
function RetryFields({ retry }: { retry: CardStep['retry'] | undefined }) {
  const set = useSet()
  const { times = 3, waitSeconds } = retry ?? {}
  const [least, most] = Array.isArray(waitSeconds) ? waitSeconds : [waitSeconds, undefined]
  const wait = (low: number | undefined, high: number | undefined): void => {
    const value =
      low === undefined ? undefined : high === undefined ? low : [Math.min(low, high), Math.max(low, high)]
    set(['retry', 'waitSeconds'], value)
  }
  return (
    <Section title={stepTexts.retry}>
      <Stack gap={10}>
        <Checkbox
          label={stepTexts.ownRetry}
          description={stepTexts.ownRetryHelp}
          checked={retry !== undefined}
          onChange={({ currentTarget }) => set(['retry'], currentTarget.checked ? { times: 3 } : undefined)}
        />
        {retry === undefined ? null : (
          <Group grow gap={8} align="flex-end">
            <NumberInput
              label={stepTexts.tries}
              value={times}
              min={0}
              max={100}
              allowDecimal={false}
              onChange={(value) => set(['retry', 'times'], Number(value))}
            />
            <NumberInput
              label={stepTexts.waitLeast}
              value={least ?? ''}
              placeholder={stepTexts.doubling}
              min={0}
              max={86_400}
              onChange={(value) => wait(value === '' ? undefined : Number(value), most)}
            />
            <NumberInput
              label={stepTexts.waitMost}
              value={most ?? ''}
              min={0}
              max={86_400}
              disabled={least === undefined}
              onChange={(value) => wait(least, value === '' ? undefined : Number(value))}
            />
          </Group>
        )}
      </Stack>
    </Section>
  )
}
