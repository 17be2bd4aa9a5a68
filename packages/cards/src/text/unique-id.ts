import { defineCard, z } from '@keyway/sdk'

export const uniqueId = defineCard({
  id: 'text.unique_id',
  title: 'Unique ID',
  description:
    'An identifier in the form of a UUID. Drawn from the execution’s own sequence, so a replay gives the same one: it ' +
    'names things, but can be foretold, so it is no password, key or token.',
  standsFor: ['okta-workflows:string.uuid'],
  input: z.object({}),
  output: z.object({ output: z.string() }),
  examples: [
    {
      title: 'of an execution that draws zeros',
      input: {},
      output: { output: '00000000-0000-4000-8000-000000000000' },
    },
  ],
  run(_input, { random }) {
    // RFC 9562 section 5.4: all digits by chance but the version and the variant.
    const output = 'xxxxxxxx-xxxx-4xxx-vxxx-xxxxxxxxxxxx'.replace(/[xv]/g, (place) =>
      Math.floor(place === 'x' ? random() * 16 : 8 + random() * 4).toString(16),
    )
    return { output }
  },
})
