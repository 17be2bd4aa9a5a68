import { field, z } from '@keyway/sdk'
import { textOf, titleOf } from '../wording.ts'
import { defineKind } from './kind.ts'

export const email = defineKind({
  id: 'email',
  title: 'E-mail',
  description: 'A message to people, by a connection to a mail server.',
  connection: z.object({
    connectionId: field(z.string().min(1), {
      title: 'Connection',
      description: 'Id of a connection to a mail server.',
    }),
    to: field(z.string().min(3), {
      title: 'To',
      description: 'Addresses, separated by commas.',
      placeholder: 'security@acme.test',
    }),
  }),
  send: ({ connectionId, to }, message, { run }) =>
    run(connectionId, 'email.send', {
      to: to.split(/[,;\s]+/).filter((address) => address !== ''),
      subject: titleOf(message),
      text: `${textOf(message)}\n`,
    }),
})
