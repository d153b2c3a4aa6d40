/** What people call their work, for ISCO-08 groups 6 to 9: as in words-of-services.ts. */
export const wordsOfTrades = `
6111|crop farmer, vegetable grower, farmer|cultivateur/cultivatrice, maraîcher/maraîchère, agriculteur/agricultrice|agricultor/agricultora, hortelano/hortelana|مزارع, مزارع خضار|ფერმერი, მებოსტნე, მიწათმოქმედი|фермер, овощевод, земледелец
6112|fruit grower, wine grower, winemaker|arboriculteur/arboricultrice, viticulteur/viticultrice, vigneron/vigneronne|fruticultor/fruticultora, viticultor/viticultora|مزارع أشجار مثمرة|მევენახე, მებაღე მეხილე, მეღვინე|садовод, виноградарь, винодел
6113|gardener|jardinier/jardinière|jardinero/jardinera|بستاني|მებაღე, მეყვავილე|садовник, цветовод
6121|livestock farmer, shepherd, dairy farmer|éleveur/éleveuse, berger/bergère|ganadero/ganadera, pastor/pastora|مربي ماشية, راع|მეცხვარე, მესაქონლე, მწყემსი, მეცხოველე|животновод, пастух, скотовод, чабан
6122|poultry farmer|aviculteur/avicultrice|avicultor/avicultora|مربي دواجن|მეფრინველე|птицевод
6123|beekeeper|apiculteur/apicultrice|apicultor/apicultora|مربي نحل|მეფუტკრე|пчеловод
6210|forestry worker, woodcutter, lumberjack|forestier/forestière, bûcheron/bûcheronne|trabajador forestal/trabajadora forestal, leñador/leñadora|عامل غابات, حطاب|მეტყევე, ხის მჭრელი|лесоруб, лесник
6222|fisherman, fisher|pêcheur/pêcheuse|pescador/pescadora|صياد سمك|მეთევზე|рыбак
7111|builder, house builder, construction worker, builder of houses|maçon polyvalent/maçonne polyvalente, ouvrier du bâtiment/ouvrière du bâtiment, ouvrier en bâtiment|constructor/constructora, obrero de la construcción/obrera de la construcción|بناء, عامل بناء|მშენებელი, მშენებლობაზე მუშაობს, მშენებლობა|строитель, на стройке, разнорабочий-строитель, стройка
7112|bricklayer, mason|maçon/maçonne|albañil|بناء طوب|კალატოზი, ქვისმთლელი კალატოზი|каменщик
7113|stonemason, stonecutter|tailleur de pierre/tailleuse de pierre|cantero/cantera|حجار, نحات حجر|ქვის მთლელი, ქვისმთლელი|каменотёс, резчик по камню
7114|concrete worker|bétonneur/bétonneuse|hormigonero/hormigonera|عامل خرسانة|ბეტონის მუშა, მებეტონე|бетонщик
7115|carpenter, joiner|charpentier/charpentière, menuisier/menuisière|carpintero/carpintera|نجار|დურგალი, ხურო|плотник, столяр
7121|roofer|couvreur/couvreuse|techador/techadora|عامل أسقف|გადამხურავი, სახურავის ოსტატი|кровельщик
7122|tiler, floor layer|carreleur/carreleuse|alicatador/alicatadora, solador/soladora|مبلط|მოპირკეთებელი, ფილების დამგები, კაფელის ოსტატი|плиточник, паркетчик
7123|plasterer|plâtrier/plâtrière|yesero/yesera, escayolista|عامل جبس, مليس|მლესავი, მალიარი-მლესავი|штукатур
7125|glazier|vitrier/vitrière|cristalero/cristalera|زجاج, مركب زجاج|მინის ოსტატი|стекольщик
7126|plumber|plombier/plombière|fontanero/fontanera, plomero/plomera|سباك|სანტექნიკოსი|сантехник, водопроводчик
7127|air conditioning mechanic|frigoriste|técnico de climatización/técnica de climatización|فني تكييف|კონდიცირების ოსტატი|мастер по кондиционерам
7131|house painter, painter, decorator|peintre en bâtiment, peintre|pintor/pintora|دهان|მღებავი, მალიარი|маляр
7212|welder|soudeur/soudeuse|soldador/soldadora|لحام|შემდუღებელი|сварщик
7214|steel erector, fitter of steel structures|charpentier métallique/charpentière métallique|montador de estructuras metálicas/montadora de estructuras metálicas|مركب هياكل معدنية|ლითონის კონსტრუქციების მემონტაჟე, არმატურის მუშა|монтажник, арматурщик
7222|locksmith, toolmaker|serrurier/serrurière, outilleur/outilleuse|cerrajero/cerrajera|صانع أدوات, صانع أقفال|ზეინკალი|слесарь, инструментальщик
7223|lathe operator, turner, milling machine operator|tourneur-fraiseur/tourneuse-fraiseuse|tornero/tornera, fresador/fresadora|خراط|ხარატი, მზეინკალი|токарь, фрезеровщик
7231|car mechanic, mechanic, auto mechanic|mécanicien automobile/mécanicienne automobile, mécanicien/mécanicienne, garagiste|mecánico/mecánica, mecánico de automóviles|ميكانيكي سيارات, ميكانيكي|ავტომექანიკოსი, მექანიკოსი, ავტოხელოსანი, ხელოსანი|автомеханик, механик, автослесарь
7233|machinery mechanic|mécanicien industriel/mécanicienne industrielle|mecánico industrial/mecánica industrial|ميكانيكي آلات|მანქანა-დანადგარების მექანიკოსი|механик оборудования
7313|jeweller, goldsmith|bijoutier/bijoutière, orfèvre|joyero/joyera, orfebre|صائغ|იუველირი, ოქრომჭედელი|ювелир
7314|potter|potier/potière|alfarero/alfarera, ceramista|خزاف|მექოთნე, კერამიკოსი|гончар, керамист
7318|handicraft worker in textiles, knitter|artisan textile/artisane textile|artesano textil/artesana textil|حرفي نسيج|ხელსაქმის ოსტატი, მქსოველი|вязальщица, мастерица
7322|printer|imprimeur/imprimeuse|impresor/impresora|طباع|მბეჭდავი, პოლიგრაფისტი|печатник, полиграфист
7411|electrician|électricien/électricienne|electricista|كهربائي|ელექტრიკოსი, ელმონტიორი|электрик, электромонтёр
7422|telephone and network installer|installateur télécom/installatrice télécom|instalador de telecomunicaciones/instaladora de telecomunicaciones|فني اتصالات|ინტერნეტის მემონტაჟე|монтажник связи
7511|butcher|boucher/bouchère|carnicero/carnicera|جزار|ყასაბი|мясник
7512|baker, pastry cook, confectioner|boulanger/boulangère, pâtissier/pâtissière|panadero/panadera, pastelero/pastelera|خباز, حلواني|მცხობელი, კონდიტერი, მეპურე|пекарь, кондитер
7513|cheesemaker|fromager/fromagère|quesero/quesera|صانع أجبان|მეყველე|сыровар
7522|furniture maker, cabinet-maker|ébéniste|ebanista|صانع أثاث|ავეჯის ოსტატი|мебельщик, краснодеревщик
7531|tailor, dressmaker, seamstress|tailleur/tailleuse, couturier/couturière|sastre/sastra, modisto/modista|خياط, خياطة|მკერავი, მკერვალი, თერძი|портной, портниха, швея
7534|upholsterer|tapissier/tapissière|tapicero/tapicera|منجد|ავეჯის გადამკვრელი|обивщик
7536|shoemaker, cobbler|cordonnier/cordonnière|zapatero/zapatera|إسكافي, صانع أحذية|მეწაღე|сапожник
8111|miner|mineur/mineuse|minero/minera|عامل منجم|მეშახტე, მაღაროელი|шахтёр
8153|sewing machine operator|opérateur de machine à coudre/opératrice de machine à coudre|operario de máquina de coser/operaria de máquina de coser, costurero/costurera|عامل ماكينة خياطة|სამკერვალოს მუშა, საკერავი მანქანის ოპერატორი|оператор швейной машины
8157|laundry worker|employé de blanchisserie/employée de blanchisserie|empleado de lavandería/empleada de lavandería|عامل مغسلة|სამრეცხაოს თანამშრომელი|работник прачечной, прачка
8160|food factory worker|ouvrier de l'agroalimentaire/ouvrière de l'agroalimentaire|operario de industria alimentaria/operaria de industria alimentaria|عامل مصنع أغذية|კვების საწარმოს მუშა|работник пищевого производства
8219|factory worker, assembler, assembly worker|ouvrier d'usine/ouvrière d'usine, monteur/monteuse|obrero de fábrica/obrera de fábrica, montador/montadora|عامل مصنع, عامل تجميع|ქარხნის მუშა, ფაბრიკის მუშა, ამწყობი|рабочий на заводе, сборщик, работник завода, фабричный рабочий
8311|train driver|conducteur de train/conductrice de train|maquinista|سائق قطار|მემანქანე|машинист
8322|driver, taxi driver, car driver|chauffeur/chauffeuse, chauffeur de taxi, conducteur/conductrice|conductor/conductora, taxista, chófer|سائق, سائق تاكسي|მძღოლი, ტაქსის მძღოლი, ტაქსისტი|водитель, шофёр, таксист
8331|bus driver|chauffeur de bus/chauffeuse de bus|conductor de autobús/conductora de autobús|سائق حافلة|ავტობუსის მძღოლი|водитель автобуса
8332|lorry driver, truck driver, long-distance driver, trucker|chauffeur routier/chauffeuse routière, routier/routière, chauffeur poids lourd|camionero/camionera|سائق شاحنة|სატვირთო მანქანის მძღოლი, ტრაკის მძღოლი, ფურის მძღოლი|водитель грузовика, дальнобойщик, водитель фуры
8341|tractor driver|conducteur de tracteur/conductrice de tracteur|tractorista|سائق جرار|ტრაქტორისტი|тракторист
8342|excavator operator|conducteur d'engins/conductrice d'engins|operador de excavadora/operadora de excavadora|سائق حفارة|ექსკავატორის ოპერატორი, ბულდოზერისტი|экскаваторщик, бульдозерист
8343|crane operator|grutier/grutière|gruista|مشغل رافعة|ამწის ოპერატორი, ამწის მემანქანე|крановщик, крановщица
8344|forklift driver|cariste|carretillero/carretillera|سائق رافعة شوكية|ფორკლიფტის ოპერატორი, ავტოსატვირთველის მძღოლი|водитель погрузчика
8350|sailor, seaman, seafarer|matelot, marin/marine|marinero/marinera|بحار|მეზღვაური|моряк, матрос
9111|domestic cleaner, domestic worker, house cleaner, maid, domestic help|employé de maison/employée de maison, femme de ménage, aide ménagère|empleado de hogar/empleada de hogar, empleada doméstica, limpiadora de casas|عامل منزلي, عاملة منزلية, خادمة|ოჯახში დამხმარე, შინამოსამსახურე, ოჯახის დამლაგებელი, მოახლე|домработница, помощница по дому, прислуга
9112|cleaner, hotel maid, chambermaid, office cleaner|agent de nettoyage/agente de nettoyage, femme de chambre|limpiador/limpiadora, camarera de piso|عامل نظافة, عاملة تنظيف|დამლაგებელი, სასტუმროს დამლაგებელი|уборщик/уборщица, горничная, клининг
9121|ironer, hand launderer|repasseur/repasseuse|planchador/planchadora|كواء|მრეცხავი, მუთაქების მრეცხავი, მეუთოვე|гладильщица
9122|car washer|laveur de voitures/laveuse de voitures|lavacoches|عامل غسيل سيارات|მანქანის მრეცხავი, ავტოსამრეცხაოს თანამშრომელი|мойщик машин, автомойщик
9123|window cleaner|laveur de vitres/laveuse de vitres|limpiacristales|منظف نوافذ|ფანჯრების მრეცხავი|мойщик окон
9211|farm worker, farm labourer, fruit picker, seasonal worker, agricultural worker|ouvrier agricole/ouvrière agricole, saisonnier/saisonnière|jornalero/jornalera, peón agrícola, temporero/temporera|عامل زراعي, عامل موسمي|სოფლის მეურნეობის მუშა, სეზონური მუშა, მკრეფავი, ფერმის მუშა|сезонный рабочий, сельхозрабочий, сборщик урожая, рабочий на ферме, сельскохозяйственный рабочий
9212|livestock labourer, milker|ouvrier d'élevage/ouvrière d'élevage|peón ganadero/peona ganadera|عامل تربية مواشي|ფერმაში მწველავი, მწველავი|доярка, скотник
9312|road worker|ouvrier des travaux publics/ouvrière des travaux publics|peón de obras públicas/peona de obras públicas|عامل طرق|გზის მუშა|дорожный рабочий
9313|building labourer, labourer, general labourer|manœuvre, manœuvre du bâtiment|peón de albañil, peón de construcción/peona de construcción|عامل يومي, عامل بناء غير ماهر|მუშა, შავი მუშა, დამხმარე მუშა|разнорабочий, рабочий, подсобный рабочий, чернорабочий
9321|packer|emballeur/emballeuse|empaquetador/empaquetadora|عامل تعبئة|შემფუთავი, დამფასოებელი|упаковщик, упаковщица, фасовщик
9333|loader, porter, freight handler, warehouse worker, mover|manutentionnaire, déménageur/déménageuse|mozo de almacén/moza de almacén, cargador/cargadora|عتال, عامل مستودع|მტვირთავი, საწყობის მუშა|грузчик, работник склада
9334|shelf filler|employé de rayon/employée de rayon|reponedor/reponedora|عامل رفوف|თაროების შემვსები|работник торгового зала
9411|fast food worker|employé de restauration rapide/employée de restauration rapide|empleado de comida rápida/empleada de comida rápida|عامل وجبات سريعة|სწრაფი კვების თანამშრომელი|работник фастфуда
9412|kitchen helper, dishwasher, kitchen assistant|aide de cuisine, plongeur/plongeuse|ayudante de cocina, friegaplatos, lavaplatos|مساعد مطبخ, غاسل صحون|სამზარეულოს დამხმარე, ჭურჭლის მრეცხავი|посудомойщица, помощник повара, посудомойщик, кухонный рабочий
9520|street vendor|vendeur ambulant/vendeuse ambulante|vendedor ambulante/vendedora ambulante|بائع متجول|გარე მოვაჭრე|уличный торговец
9611|refuse collector|éboueur/éboueuse|basurero/basurera|عامل جمع النفايات|ნაგვის გამტანი|мусорщик
9613|street sweeper|balayeur/balayeuse|barrendero/barrendera|كناس|მეეზოვე, დამგველი|дворник
9621|courier, delivery driver, delivery man, messenger|livreur/livreuse, coursier/coursière|repartidor/repartidora, mensajero/mensajera|عامل توصيل, ساع|კურიერი, მიტანის სერვისი|курьер, доставщик
9622|handyman, odd-job worker|homme à tout faire, bricoleur/bricoleuse|manitas, operario de mantenimiento/operaria de mantenimiento|عامل صيانة متعدد المهام|ყველა საქმის ოსტატი, ხელოსანი ყველა საქმის|мастер на все руки, мастер на час
`
