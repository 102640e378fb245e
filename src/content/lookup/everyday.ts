/**
 * Ordinary English, as far as it matters here: words that must not be taken for a misspelled term, and that are not
 * evidence of computing when they happen to be a term's name. Compact by intent; the glossary's own texts add theirs.
 */
export const EVERYDAY: ReadonlySet<string> = new Set(
  `
  able above accept accident account ache acid across act action active activity actor actress actual add address
  adult advance advice aerial affair affect affection afford afraid after afternoon again against age agent ago
  agree agreement aid aim air aircraft airline airport alarm album alcohol alert alike alive allow alone along
  already alter although amaze amount anchor ancient anger angle angry animal ankle announce annoy annual answer ant
  anxious apart apartment apology appeal appear apple application apply appoint approach april apron arch area arena
  argue argument arise arm army arrange arrest arrive arrow art article artist ash aside asleep aspect assist assume
  athlete atlas attach attack attempt attend attention attic attitude attract audience august aunt author autumn
  avenue average avoid awake award aware away awful baby back backed backer backing backpack bacon bad badge bag
  bake baker bakery balance bald ball ballet balloon banana band bank banker bar bare bargain bark barn barrel base
  baseball basement basic basil basin basis basket basketball bass bat bath bathroom battery battle bay beach beacon
  bead bean bear beard beast beat beauty become bed bedroom bee beef beer beet before beg begin behave behind belief
  believe bell belly belong below belt bench bend benefit berry best bet bicycle big bike bill bin biology bird
  birth birthday biscuit bite bitter black blade blame blanket bleed bless blind block blonde blood bloom blossom
  blow blue board boat body boil bolt bomb bond bone bonus book boot border boring born borrow boss bother bottle
  bottom bounce bowl box boy brain brake branch brand brave bread break breakfast breast breath breathe breed breeze
  brew brick bride bridge brief bright bring broad broken brother brown brush bubble bucket budget bug build bull
  bunch burger burn burst bury bus bush business busy butcher butter button buy cab cabbage cabin cage cake calendar
  call calm camel camera camp campus can cancel cancer candle candy cane cap capable capital captain car card care
  career careful cargo carpet carrot carry cart case cash cast castle cat catch cattle cause caution cave ceiling
  celebrate cell cellar cent center centre century cereal chain chair chalk chance change channel chapter character
  charge charity charm chart chase chat cheap cheat check cheek cheese chef chemistry chess chest chew chicken chief
  child children chill chimney chin chip chips chocolate choice choir choose chop chronic church cigar cinema circle
  circus city civil claim clap class classic clay clean clear clerk clever cliff climate climb clinic clock close
  cloth clothes cloud club coach coal coast coat cocoa code coffee coin cold collar collect college color colour
  column comb come comedy comfort comic commit committee common community company compete complain complete concern
  concert condition conduct confirm connect consider console constant consult contact contain content contest
  continue contract control cook cookie cool copper copy cord core cork corn corner corps correct cost costs cosy
  cottage cotton couch cough council count country couple courage course court cousin cover cow crab craft crane
  crash crazy cream create credit creek crew cricket crime crisp crop cross crowd crown cruel crush cry cuisine
  culture cup cupboard cure curl curly currency current curse curtain curve custom customer cut cute cycle daily
  dairy damage damp dance danger dare dark data date daughter dawn day dead deaf deal dear death debate debt decade
  decide deck decline deep deer defeat defend degree delay delight deliver demand dental dentist deny depart
  department depend deposit depth describe desert deserve design desk dessert destroy detail develop device devil
  diamond diary dice diet difficult dig digest dinner dip direct dirt dirty disco disease dish dislike ditch dive
  divide divorce dock doctor dog doll dollar dolphin donate donkey door dose dot double doubt dough dove dozen draft
  drag dragon drama draw drawer dream dress dried drift drill drink drive driver drop drought drug drum drunk dry
  duck due dull dumb dump dust dusty duty dwarf eager eagle ear early earn earth ease east easter easy eat echo edge
  edit educate effect effort egg elbow elder elect election electric elephant elevator eleven elite else embarrass
  emotion employ empty enable enemy energy engage engine enjoy enough enter entire entrance entry envelope
  environment envy equal erase error escape essay estate evening event evil exam excellent except exception excite
  exercise exhibit exist exit expect expensive expert explode explore export express extra eye eyes fabric face fact
  factory fade fail failure faint fair fairy faith fall false fame family famous fan fancy far fare farm farmer
  fashion fast fat fate father fault favor favorite fear feast feather fee feed feel feet fellow female fence
  festival fetch fever fiber fiction field fierce fifth fight figure fill film filter final finance fine finger
  finish fire firm first fish fist fit five fix flag flake flakes flame flash flask flat flavor flavour flaw flea
  fleet flesh flight flip float flock flood floor flour flow flower flu fluid flush flute fly foam focus fog fold
  folk follow food fool foot football force forecast foreign forest forever fork form formal fortune forum forward
  foul fountain four fox frame free freeze french fresh friday fridge fried friend frog front frost frozen fruit fry
  fuel full fun fund funeral funny fur furniture future gain gallery game gang gap garage garden garlic gas gate
  gather gay gear gem gender general generous gentle gesture ghost giant gift ginger giraffe girl give glad glass
  globe gloom glory glove glow glue goal goat god gold golf good goose gossip govern government grab grace grade
  grain grammar grand grandmother grandfather grape grapes graph grass grateful grave gravity gravy gray grease
  great greed green greet grey grief grill grocery ground group grow growth guard guess guest guide guilt guitar
  gulf gum gun gut guy gym habit hail hair half hall ham hammer hand handle handsome hang happy harbor harbour hard
  harm harsh harvest hash hat hate haul head heal health heap hear heart heat heater heaven heavy heel height hell
  helmet hen herb herd hero hide high hike hill hint hip hire history hit hive hobby hockey hold hole holiday hollow
  holy home honest honey honor hood hook hoop hop hope horn horror horse hospital host hostel hot hotel hour house
  huge hug human humor hunger hungry hunt hurry hurt husband hut ice icon ideal ill illness image imagine impact
  import impress improve inch income increase indeed indoor infant inform injure injury ink inn inner innocent
  insect insert inside insult insurance intend interest interview invest invite iron island issue item ivory jacket
  jail jam january jar jaw jazz jealous jeans jelly jest jet jewel job join joint joke journal journey joy judge
  juice july jump june jungle junior junk jury keen kettle key keys kick kid kids kill kind king kiss kit kitchen
  kite kitten knee knife knit knock knot knowledge label labor labour lace lack ladder lady lake lamb lamp land lane
  language large laser last late laugh laundry law lawn lawyer layer lazy lead leader leaf league leak lean leap
  lease leather leave lecture left leg legal legend lemon lend length lens lesson letter level liberty library
  license lick lid lie life lift light lime limit line lion lip list listen liter literature litre live liver lizard
  load loaf loan lobby lobster local lock log loin lonely long look loop loose lord lose loss lottery loud lounge
  lovely lover low loyal luck lucky luggage lunch lung luxury mad magic magnet maid mail main major make male mall
  man manage manner map maple marble march margin mark market marriage marry mask mass master mat match mate
  material math maths maximum mayor meal measure meat medal media medical medicine medium meet meeting melody melon
  melt member memory menu mercy mess message metal meter metre method middle midnight mild mile military milk mill
  million mine mineral minor mint minute miracle mirror miss mission mist mix mixture mock modal mode model modern
  modest moist moment monday money monk monkey mood moon moral mortgage mosquito motel moth mother motion motor
  mountain mouse mouth move movie mud muffin mug murder muscle museum mushroom music musician mute mystery myth nail
  naked nap narrow nasty nation native nature naughty navy near nearly neat neck needle negative neighbor neighbour
  nephew nerve nest net news nicer niece nightmare nine noble nod node noise noodle noodles noon normal north nose
  note notice novel nurse nut oak oar oat oath oats obey object occasion ocean odd offer office officer oil old
  olive omelette onion open opera opinion oppose option oracle orange orchard order ordinary organ organic origin
  outdoor outfit oven owe owl owner oxygen pace pack package pad page pain paint painter painting pair palace pale
  palm pan pancake panda panel panic pant pants paper parade parcel pardon parent parents park parrot parsley part
  partner party pass passage passenger passport past pasta paste pastor patch path patience patient pattern pause
  pave paw pay peace peach peak peanut pear pearl pen penalty pencil penguin penny people pepper perfect perform
  perfume period permit person pest pet phone phoenix photo phrase physics piano pick pie piece pig pigeon pile pill
  pillow pilot pin pine pink pint pipe pipeline pirate pistol pit pitch pity pizza place plan plane planet plant
  plastic plate play player pleasant please pleasure plenty plot plug plum pocket poem poet poison poker pole police
  policy polite political politics poll pond pony pool poor pop pope popular porch pork port porter portion pose
  position post pot potato pottery pound pour poverty powder power praise pray prayer pregnant prepare prescription
  present president press pretty price pride priest prince princess print prison private prize problem process
  profit program promise proof property protest proud prove province pub public pudding pull pulse pump pumpkin
  punch punish pupil puppet puppy purchase pure purple purse push puzzle python quarrel quarry quart quarter queen
  query quest queue quiet quilt quit quiz quota quote rabbit race rack radio rag rage rail railway rain rainbow
  raise rally ranch range rank rapid rare rat rate raw ray razor reach ready real realize rear reason rebel receipt
  receive recipe record recover red reduce reef reform refuse region regret reject relate relation relationship
  relax relief religion rely remain remark remedy remote remove rent repair repeat reply report republic rescue
  reserve resource respect response rest restaurant result retail retire return reveal revenge reward rhyme rhythm
  rib ribbon rice rich ride rifle right ring ripe rise risk ritual rival river road roast rob robber robe rock
  rocket role roll roof room root rope rose rotten rough round route routine row royal rub rubber ruby rude rug ruin
  rule run runner rural rush rust sack sacred sad saddle safe safety sail sailor saint salad salary sale salmon
  salon salt salute sand sandal sandwich sauce sausage save scale scar scare scarf scene scent school science
  scissors score scout scream screen screw sculpture sea seal search season seat secret seed seek select self sell
  semester send senior sense sentence separate sequel series serious servant serve server service session set settle
  seven sever several severe severely sew sex shade shadow shake shallow shame shape shard share shark sharp shave
  shed sheep sheet shelf shell shelter shield shift shine ship shirt shock shoe shoes shoot shop shopping shore
  short shoulder shout shovel show shower shrimp shrink shut shy sibling sick side sigh sight sign signal silence
  silk silver simple sing singer single sink sip sister site six size skate ski skill skin skirt skull sky slap slat
  slave sleep sleeve slice slide slim slip slope slow smart smell smile smoke smooth snack snail snake snap snow
  soap soccer social sock socket socks sofa soft soil soldier sole solid solve son song soon sore sorrow soul sound
  soup sour source south space spain spam spare spark speak special speech speed spell spend spice spider spill spin
  spine spirit spit split spoil spoon sport sports spot spray spread spring sprint sprout spy square squirrel stable
  stack stadium staff stage stain stair stairs stake stale stall stamp star stare start starve state station statue
  status stay steak steal steam steel steep stem step stick sticky still sting stir stitch stock stomach stone stool
  stop store storm story stove straight strange stranger straw strawberry stream street strength stress stretch
  strict strike string strip strong struggle student style sudden suffer sugar suggest suit suitcase sum summer sun
  sunday sunny supper support surface surgeon surprise surround survey survive suspect swallow swamp swan swear
  sweat sweater sweep sweet swim swing switch sword symbol symptom syrup system table tail tailor take tale talent
  tall tame tank tap tape target task taste tax taxi tea teacher tear tease teen teeth temper temperature temple ten
  tend tennis tent term terminal terrible test text theater theatre theft theme theory therapist therapy thick thief
  thin third thirst thirsty thorn thread threat three throat throne throw thumb thunder thursday ticket tide tidy
  tie tiger tight tile timber tin tiny tip tire tired tissue title toad toast tobacco toe token tomato tomorrow ton
  tone tongue tool tooth top topic torch total touch tough tour tourist towel tower town toy track trade tradition
  traffic trail train trained training transaction translate trap travel tray treasure treat tree tremble trend
  trial tribe trick trigger trip troop trouble truck true trumpet trunk trust truth tube tuesday tune tunnel turkey
  turn turtle tutor tv twelve twenty twin twist tyre ugly umbrella uncle uniform union unique unit universe
  university upset urban urge vacation valley value van vanilla vault vegetable vegetables vehicle vein verb verbs
  verse vest veteran victim victory video view village vine vinegar violence violet violin virus visa vision visit
  vitamin voice volcano volume vote voyage wage waist wait waiter waitress wake walk wall wallet wander war warm
  warn wash waste watch water wave wax weak wealth weapon wear weather web wed wedding wednesday weed weekend weep
  weigh weight weird welcome west wet whale wheat wheel whip whisper whistle white whole wide widow wife wild win
  wind window wine wing winner winter wipe wire wise witch witness wolf woman women wonderful wood wool wore worker
  world worm worry worse worship worst worth wound wrap wreck wrist write writer wrong yacht yard yarn yawn yellow
  yoga yogurt young youth zebra zero zoo antique balcony bishop blizzard boarding bruise burglar canal canoe
  carnival ceremony champion cliche coconut compass cradle cruise delphi diabetes dishwasher drizzle earring eclipse
  elf epic exotic fasting fiddle flamingo fossil galaxy glacier goblin gospel hamster haircut halloween harmony
  headache hamlet hurricane igloo insulin jasmine jewelry juggle kayak kidney ladle lantern lasagna lavender lent
  lettuce lilac lipstick loyalty lyrics mango marathon mascara mermaid moss mustard napkin nectar nickel nutmeg
  orchid orchestra ostrich oyster paella papaya passion peacock pebble pedal pelican picnic pigment plumber plumbing
  polar pollen poodle porridge prawn pretzel proverb quail quiche quill radish raft raisin referee reindeer romeo
  rooster rugby saffron sailing salsa sermon sewing shepherd skiing sleigh sloth sneeze sober sparrow spinach
  splinter squash stew stork stroll suburb sunset surgery surf sushi tackle tango tattoo tavern thesis toddler
  tornado trophy tulip tuna turnip tuxedo twilight umpire vampire velvet venom veto villa vinyl vulture waffle
  walnut walrus weasel whisky whiskey wicked wizard workout wrestle yeast zucchini
  ate became began bent bled blew bound bought bred broke brought built caught chose clung crept dealt dug drew drank
  drove dwelt fed fell felt fled flew forbade forgave fought froze grew hung held hid knelt laid led leapt lay lit made
  met mowed paid rode rang ran sat sent shook shone shot shrank sang sank slept slid slit sold sought sowed sped spent
  spun sprang stole stung stank struck swore swept swam swung took taught tore threw thrust wept woke won wove wrote
  `
    .trim()
    .split(/\s+/u),
);
