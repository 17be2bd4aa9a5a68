export const tableTexts = {
  title: 'Tables',
  lead: 'Rows that flows keep for themselves.',
  back: 'Tables',
  columns: { name: 'Table', columns: 'Columns', rows: 'Rows' },
  emptyTitle: 'No tables yet',
  emptyText:
    'A table comes with an imported flow that uses one. Flows write and search rows with the table cards.',
  noRows: 'This table has no rows yet. They appear when a flow writes some.',
  changed: 'Changed',
  rows: (count: number) => (count === 1 ? '1 row' : `${count.toLocaleString('en')} rows`),
}
