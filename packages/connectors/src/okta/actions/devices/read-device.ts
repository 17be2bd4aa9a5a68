import { path, z } from '@keyway/sdk'
import { defineReading } from '../../define/reading.ts'
import { device } from '../../fields.ts'
import { deviceKind } from '../../kinds/device.ts'

export const readDevice = defineReading({
  id: 'okta.read_device',
  title: 'Read device',
  description: 'Reads one device. Fails with okta_E0000007 if there is none.',
  scopes: ['okta.devices.read'],
  input: z.object({ device }),
  kind: deviceKind,
  at: (input) => path`/api/v1/devices/${input.device}`,
})
