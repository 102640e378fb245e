/** The words that the look-up knows beside the glossary: those that ask, those that chat, and ordinary English. */

const words = (...lists: readonly string[]): ReadonlySet<string> => new Set(lists.join(' ').split(/\s+/u));

/** Words that carry the grammar of a sentence. They say nothing about what it is about. */
export const GRAMMAR = words(
  `a an the this that these those it its itself they them their theirs he him his she her hers we us our ours you
  your yours i me my mine myself yourself one ones of in on at by to from into onto out off up down over under
  with without within about for as if then than so because since while when where who whom whose which what why
  how whether and or but nor not no yes is am are was were be been being do does did doing done have has had
  having can could may might must shall should will would there here too very really also just only even still
  yet again ever never always often sometimes some any all both each every either neither many much more most
  few less least other another such same own via per between among during before after until through across
  against along around behind beside beyond like unlike etc s t re ve ll d m get gets got getting go goes going
  gone let lets put come comes came r u ur`,
);

/** Words that greet, thank, hesitate. */
const SMALLTALK = words(
  `hi hello hey heya heyy hiya yo gm greetings dear morning afternoon evening everyone everybody folks guys bot
  sous sir thanks thank thx ty cheers please pls plz kindly sorry excuse pardon bother bothering ok okay alright
  well anyway anyways btw lol haha hehe lmao omg ugh oh ah um uh hmm tbh imo idk afaik honestly actually
  basically exactly literally simply totally completely kinda sorta quite pretty maybe perhaps guess suppose
  hope hoping wish curious curiosity confused confusing confuses confuse unsure sure clue grasp wonder wonders
  wondering wondered dumb stupid silly noob newbie beginner beginners eli5 really today yesterday though tho eh
  huh yeah yep nope nah wow cool supposed still anyhow`,
);

/** Words that ask for an explanation. */
const ASKING = words(
  `explain explains explained explaining explanation explanations describe described clarify elaborate define
  defined defines definition definitions meaning meanings mean means meant stand stands stood refer refers
  difference differences different differ differs differentiate distinguish distinguishes distinction diff
  compare compared compares comparison comparing versus vs v contrast understand understands understood
  understanding concept concepts topic subject question questions word words term terms terminology jargon
  phrase called mentioned wat wot wut whats wats hows whos wheres whens thats theres im ive dont doesnt didnt
  isnt arent cant couldnt wouldnt shouldnt wont havent hasnt youre its lets simple plain eg ie example examples
  overview intro introduction summary purpose use used useful like wrap wtf wth benefit benefits advantage
  advantages disadvantage disadvantages pros cons drawback drawbacks practice practices basics fundamentals
  reason reasons know need learn`,
);

/** Words that often frame a question, and may as well belong to what it says. */
const MILD = words(
  `all team friends mates people anyone anybody someone somebody right kind sort want wants wanted wanna need needs
  needed know knows knew known knowing think thinks thought lost stuck idea ideas figure remember recall forget
  forgot tip tongue mind new basic quick short small name names named calls call ask asks asked asking answer
  answers tell tells told telling say says said saying talk talks talking talked mention mentions mentioning
  hear hears heard hearing see sees saw seen seeing read reads reading similar detail details uses using usage
  work works worked working point matter matters important importance thing things stuff something anything
  everything nothing somehow way ways type types kinds sorts good great nice better best long little lot lots
  bit big now time times first second next last week weeks day days night month year help helps helped helping
  seem seems look looks looked looking lookup find finds found finding learn learns learned learning learned
  teach teaches study studying studied try tries trying tried keep keeps kept keeping google googled googling
  random love loved loving give gives given giving provide old five happen happens happened context exact proper
  properly depth possible able fun funny`,
);

/** Words that only frame a question or keep a chat going. */
export const CHAT: ReadonlySet<string> = SMALLTALK.union(ASKING).union(MILD);
/** Those of them that never say anything about the subject. */
export const FRAME: ReadonlySet<string> = SMALLTALK.union(ASKING);

/** Words of people who learn: what they did not understand is of the course, not of everyday life. */
export const LEARNING = words(
  `teacher instructor tutor mentor lecturer course lesson lessons class lecture bootcamp cohort tutorial tutorials
  docs documentation article video videos exercise homework assignment quiz module curriculum chapter slides
  colleague coworker interview interviewer project lead workshop workbook notes standup`,
);

/** Words that announce that a definition is wanted. */
export const DEFINING = words(
  `what whats wats wat wut wot define defines defined definition explain explains explained explaining explanation
  meaning mean means meant describe clarify understand understood eli5 stand stands concept term word jargon
  about clue called confused difference differ versus vs diff compare compared distinguish why wtf wth example
  examples types kinds benefits advantages disadvantages pros cons purpose basics`,
);

/** Words that, next to an everyday word, show that computing is meant. */
export const COMPUTING = words(
  `code codes coding coded coder program programs programming programmer programmers programmed software developer
  developers dev devs app apps web webapp website websites site sites online internet browser browsers computer
  computers computing tech technology backend frontend fullstack api apis url urls http https html css json sql
  nosql database databases db rails javascript php framework frameworks libraries login username users user
  userbase file files folder localhost deploy deployed deploying deployment repo git github commit docker linux
  bootcamp hackathon tutorial tutorials docs documentation console compiler runtime dotnet variable variables
  endpoint endpoints query queries data hacker hackers hacking cyber password passwords encryption algorithm oop
  scripting devops startup codebase ide debug debugging bug bugs tcp tcpip ip dns networking network async crud
  orm mvc saas statement clause keyword syntax unix engineer engineers engineering`,
);

/** The parts of computing that the glossary leaves to others, and names that look like typing errors of its terms. */
export const ELSEWHERE = words(
  `react reactjs vue vuejs angular svelte jquery tailwind bootstrap flexbox grid div kotlin swift scala perl
  haskell lua dart flutter cobol fortran matlab julia clojure lisp prolog pascal delphi groovy assembly pandas
  numpy scipy matplotlib tensorflow pytorch keras sklearn jupyter anaconda excel word powerpoint outlook teams
  sheets figma sketch photoshop illustrator blender unity unreal godot roblox minecraft wordpress shopify wix
  squarespace drupal joomla android ios iphone ipad macbook samsung nokia xbox nintendo playstation steam
  spotify netflix youtube instagram facebook twitter tiktok snapchat whatsapp telegram reddit pinterest linkedin
  chatgpt gpt llm siri alexa bitcoin ethereum blockchain crypto nft arduino raspberry gpu cpu ram ssd monitor
  printer keyboard mouse screenshot webcam sprite shader render vba macro macros pivot spreadsheet spreadsheets
  neural tensor regression classifier kubectl helm vim emacs sass scss less webpack vite babel redux nextjs nuxt
  gatsby electron maya latex tableau zoom`,
);
