/**
 * The house limits: of each thing, the strictest of all platforms, so that a card that passes here can be drawn
 * everywhere. Sources: Discord's and Slack's published descriptions (see docs/platforms.md).
 */
export const LIMITS = {
  /** Text of one card in all, in characters. Discord: 4,000 over all components. */
  cardText: 3_800,
  /** Blocks in one card. Discord counts 40 components, buttons and rows included; Slack 50 blocks. */
  blocks: 20,
  /** Components as Discord counts them: every block, every button, every row. */
  components: 38,
  /** A title. Slack's header: 150 plain characters. */
  title: 150,
  /** One text block. Slack's section: 3,000. */
  text: 3_000,
  code: 2_400,
  /** Table: Slack and a phone. */
  tableColumns: 6,
  tableRows: 25,
  cell: 60,
  /** A cell of whole sentences. */
  sentences: 420,
  /** A picture's description. Discord: 1,024. */
  alt: 1_024,
  /** Pictures and files of one card. Discord: 10. */
  attachments: 10,
  /** A file. Discord takes 10 MiB; a first answer has 3 s to travel, and the playground keeps files in its database. */
  fileBytes: 1_000_000,
  fileName: 80,
  fileLabel: 150,
  /** Buttons in one block. Discord: 5 a row. */
  buttons: 5,
  /** A button's label. Slack: 75 (Discord 80). */
  label: 75,
  /** An encoded press. Discord's custom_id: 100. */
  press: 100,
  link: 512,
  /** A pick list. Discord: 25 options; Slack's option text: 75; its value: 75 on newer elements. */
  options: 25,
  optionLabel: 75,
  optionValue: 75,
  optionNote: 75,
  placeholder: 100,
  /** A form. Title: Slack 24; fields: Discord 5; a field's label: Discord 45; typed text: Slack 3,000. */
  formTitle: 24,
  fields: 5,
  fieldLabel: 45,
  fieldNote: 100,
  typed: 3_000,
  /** Commands. Discord: name 32, description 100, 25 options, 25 suggestions of 100 characters. */
  commandName: 32,
  description: 100,
  commandOptions: 25,
  suggestions: 25,
  suggestion: 75,
} as const;
