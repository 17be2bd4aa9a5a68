import { defineCard, z } from '@keyway/sdk'
import { textField } from '../fields.ts'

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export const escapeHtml = defineCard({
  id: 'text.escape_html',
  title: 'Escape HTML',
  description:
    'A text that shows as it is in HTML, in content and in quoted attributes: values of strangers in e-mails.',
  input: z.object({ text: textField('Text') }),
  output: z.object({ output: z.string() }),
  examples: [
    {
      input: { text: `<b title="x">R&D's</b>` },
      output: { output: '&lt;b title=&quot;x&quot;&gt;R&amp;D&#39;s&lt;/b&gt;' },
    },
    { title: 'no text', input: {}, output: { output: '' } },
  ],
  run: ({ text }) => ({ output: text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign) }),
})
