/**
 * The design system: own Svelte components on plain CSS (docs/decisions/0002). Import from `#ui/index.ts`; each file says its
 * props. Every component works without scripts; scripts make some quicker. The content security policy allows no `style`
 * attribute: use classes, and SVG attributes in drawings. Styles: `styles/portal.css`, `styles/desk.css`, one file a surface.
 *
 *   Frames     DeskShell  PortalShell  ErrorPage  PageHeader (title, lead, crumbs, actions)
 *   Texts      provideText(translator) in a layout, then `const { t, date, number, country } = useText()`
 *   Actions    Button (kind main|quiet|danger|text, size, icon; `href` makes it a link)  Dialog  KeyHint
 *   Forms      TextInput  TextArea  Select  Choices (radio, checkboxes with `multiple`)  Checkbox  DateField + readDate()
 *              Combobox  Field (for a control of your own)  ErrorSummary (mistakes)
 *   Lists      DataTable (columns, rows, sort, select, cell snippet)  FilterBar  Pagination  Tabs  EmptyState  Skeleton
 *   Facts      DescriptionList  Timeline  Chip (tone)  Notice (tone, title, live)  Progress
 *   Figures    Bars (for and against)  BarList (shares, amounts)  LineChart  Sparkline  DotMap + countryPlaces
 *   Small      Icon (name)  Sign  LanguageSwitch
 *
 * Layout classes: `stack` `row` `two` `section` `actions` `choices`; text: `muted` `small` `lede` `num` `ltr` `visually-hidden`
 * `no-print`; Portal: `hero` `items` `duty`.
 */
export { default as BarList } from './charts/BarList.svelte'
export { default as Bars } from './charts/Bars.svelte'
export { default as Button } from './Button.svelte'
export { default as Checkbox } from './forms/Checkbox.svelte'
export { default as Chip } from './Chip.svelte'
export { default as Choices } from './forms/Choices.svelte'
export { default as Combobox } from './forms/Combobox.svelte'
export { default as DataTable, type Column } from './DataTable.svelte'
export { default as DateField } from './forms/DateField.svelte'
export { default as DescriptionList } from './DescriptionList.svelte'
export { default as DeskShell } from './DeskShell.svelte'
export { default as Dialog } from './Dialog.svelte'
export { default as DotMap } from './maps/DotMap.svelte'
export { default as EmptyState } from './EmptyState.svelte'
export { default as ErrorPage } from './ErrorPage.svelte'
export { default as ErrorSummary } from './forms/ErrorSummary.svelte'
export { default as Field } from './forms/Field.svelte'
export { default as FilterBar } from './FilterBar.svelte'
export { default as Icon } from './Icon.svelte'
export { default as KeyHint } from './KeyHint.svelte'
export { default as LanguageSwitch } from './LanguageSwitch.svelte'
export { default as LineChart } from './charts/LineChart.svelte'
export { default as Notice } from './Notice.svelte'
export { default as PageHeader } from './PageHeader.svelte'
export { default as Pagination } from './Pagination.svelte'
export { default as PortalShell } from './PortalShell.svelte'
export { default as Progress } from './Progress.svelte'
export { default as Select } from './forms/Select.svelte'
export { default as Sign } from './Sign.svelte'
export { default as Skeleton } from './Skeleton.svelte'
export { default as Sparkline } from './charts/Sparkline.svelte'
export { default as Tabs } from './Tabs.svelte'
export { default as TextArea } from './forms/TextArea.svelte'
export { default as TextInput } from './forms/TextInput.svelte'
export { default as Timeline } from './Timeline.svelte'
export { countryPlaces } from './maps/country-places.ts'
export { readDate, type DateMistake, type DateParts, type ReadDate } from './forms/date-parts.ts'
export type { IconName } from './icons.ts'
export { languageLinks } from './language-links.ts'
export { provideText, useText } from './text.ts'
export type { Crumb, LanguageLink, Mistake, NavGroup, NavItem, Option, Tone } from './types.ts'
