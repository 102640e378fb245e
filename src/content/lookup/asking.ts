/** What kind of answer a question wants, by the words that it begins with or the trouble that it tells of. */
import type { Asks } from './answer.ts';

/** What people say before they ask. */
const OPENING =
  /^(?:(?:hi|hello|hey|yo|good (?:morning|day|evening)|ok|okay|so|and|but|well|um|uh|please|pls|sorry|excuse me|quick question|quick one|then|also|hm|hmm|now|lol|bro|guys|sir|dear sous|sous|can you (?:please )?(?:tell|explain)(?: to)?(?: me)?|could you (?:please )?(?:tell|explain)(?: to)?(?: me)?|(?:please )?(?:tell|explain)(?: to)? me|do you know|i (?:want|would like|d like|need) to know|i (?:am|was) wondering|i wonder|i do not (?:know|understand|get)|can somebody explain|can someone explain|can anyone explain|does anyone know|any idea|no idea|help me understand) )+/u;

/** In this order: the first that fits decides. */
const FORMS: readonly (readonly [Asks, RegExp])[] = [
  [
    'happens',
    /\bwhat (?:exactly |really |actually )?(?:happens?|happend|happened|is happening|goes on|will be|would happen|will happen|occurs)\b|^what (?:if|when)\b/u,
  ],
  [
    'compare',
    /\b(?:vs|versus|difference between|differences? (?:of|from|to)|different from|compared? (?:to|with)|differ from)\b/u,
  ],
  [
    'need',
    /^(?:do|does|must|should|have|need|is it|it is|will|would) ?(?:i|we|you|one|a|an|every|each|all|my|our|it|necessary|needed|required|mandatory)? ?(?:\w+ ){0,3}?(?:need|have to|required?|necessary|needed|really need|must)\b|^(?:must|need) (?:i|we|you|one)\b|^(?:is it|it is) (?:necessary|needed|required|mandatory|worth)\b/u,
  ],
  [
    'which',
    /^(?:which|what (?:\w+ ){0,2}should (?:i|we|you|one)|what is (?:better|best|the best)|should (?:i|we|you|one) (?:\w+ ){0,6}or\b)|\bor\b.*\b(?:better|best|which)\b|^(?:what|which) (?:\w+ ){1,3}(?:is better|is best|to choose|to use|to take|to learn)\b/u,
  ],
  [
    'why',
    /^(?:why|how come|for what reason|what is the (?:reason|point|purpose|use|benefit|advantage)|what for)\b|\bwhat (?:is|are|was) (?:\w+ ){1,4}(?:good |useful )?for$/u,
  ],
  ['where', /^(?:from |to )?where\b|\bwhere (?:do|does|is|are|can|should|did)\b/u],
  ['when', /^when\b|^at what (?:time|moment|point)\b/u],
  [
    'how',
    /^(?:how|in what way|what (?:do|can|should|must) (?:i|we|you|one) do)\b|\b(?:how (?:do|does|can|to|is|are|should|did)|way to)\b/u,
  ],
  [
    'whether',
    /^(?:is|are|was|were|am|can|could|does|do|did|will|would|should|has|have|may|might|isn|aren|don|doesn)\b/u,
  ],
  ['what', /^(?:what|who|whats|define|explain|describe|meaning)\b|\bwhat (?:is|are|does|do|was)\b/u],
];

/** Words of trouble: something does not do what it should. */
const TROUBLE =
  /\b(?:errors?|exception|crash(?:e[sd])?|fail(?:s|ed|ing|ure)?|broken|broke|(?:not|stopped|stop) (?:work|works|working|load|loads|start|save|saved|found|open|send)|refused|denied|forbidden|unauthorized|timed? ?out|timeout|undefined|unexpected|cannot|can not|down|not allowed|not defined|invalid|expired|conflict|stuck|hangs|hanging|slow|weird|strange|wrong|nothing happens|already in use|exhausted|violates|does not exist|[45]\d\d)\b/u;

/** `words`: of one question, in lower case, with contractions written out. */
export function askedFor(words: readonly string[]): Asks {
  const text = words
    .filter((word) => word !== '')
    .join(' ')
    .replace(OPENING, '');
  const wondering = FORMS.find(([, form]) => form.test(text))?.[0];
  if (
    TROUBLE.test(text) &&
    (wondering === undefined || (wondering === 'what' && !/^what (?:is|are|does) (?:an? |the )?\w+$/u.test(text)))
  )
    return 'symptom';
  return wondering ?? (words.length > 6 ? 'other' : 'what');
}

/** Begins as questions do, whatever stands before. */
export const isQuestion = (words: readonly string[]): boolean =>
  /^(?:what|whats|who|whose|how|why|where|when|which|is|are|am|can|could|does|do|did|will|would|should|must|may|has|have|define|explain|describe)\b/u.test(
    words
      .filter((word) => word !== '')
      .join(' ')
      .replace(OPENING, ''),
  );
