import { Badge, Tooltip } from '@mantine/core'
import { triggerTexts } from '../texts/trigger.ts'

/** How an event arrives, in words. */
export function DeliveryMark({ delivery }: { delivery: 'hook' | 'log' }) {
  const isByHook = delivery === 'hook'
  return (
    <Tooltip label={triggerTexts.byLogHelp} disabled={isByHook} multiline maw={320}>
      <Badge variant="light" color={isByHook ? 'gray' : 'brass'} style={{ flex: 'none' }}>
        {isByHook ? triggerTexts.byHook : triggerTexts.byLog}
      </Badge>
    </Tooltip>
  )
}
