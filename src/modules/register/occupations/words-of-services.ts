/**
 * What people call their work, for ISCO-08 groups 2 to 5: code | en | fr | es | ar | ka | ru. Words stand between commas, forms of one
 * word for men and women between slashes. The first of each language is the one that messages show as `register.occupation.<code>`.
 */
export const wordsOfServices = `
1120|director, manager, managing director, ceo, head of a company|directeur/directrice, gérant/gérante, patron/patronne|director/directora, gerente, jefe/jefa|مدير, مديرة, مدير عام|დირექტორი, მენეჯერი, ხელმძღვანელი|директор, менеджер, руководитель, начальник, управляющий
1323|construction manager, site manager|conducteur de travaux/conductrice de travaux, chef de chantier|jefe de obra/jefa de obra|مدير مشروع بناء, مدير ورشة|მშენებლობის მენეჯერი, მშენებლობის ხელმძღვანელი|прораб, начальник стройки
1412|restaurant manager, cafe owner, restaurateur|gérant de restaurant/gérante de restaurant, restaurateur/restauratrice|gerente de restaurante, dueño de restaurante|مدير مطعم, صاحب مطعم|რესტორნის მენეჯერი, რესტორნის მფლობელი, კაფის მფლობელი|управляющий рестораном, ресторатор
1420|shop manager, business owner, entrepreneur, businessman, businesswoman|commerçant/commerçante, entrepreneur/entrepreneuse, chef d'entreprise|empresario/empresaria, comerciante|صاحب عمل, رجل أعمال, سيدة أعمال, تاجر|მეწარმე, ბიზნესმენი, მაღაზიის მენეჯერი, ბიზნესვუმენი|предприниматель, бизнесмен, бизнесвумен, коммерсант
2113|chemist|chimiste|químico/química|كيميائي|ქიმიკოსი|химик
2131|biologist|biologiste|biólogo/bióloga|عالم أحياء|ბიოლოგი|биолог
2132|agronomist|agronome|agrónomo/agrónoma|مهندس زراعي|აგრონომი|агроном
2142|civil engineer, construction engineer|ingénieur civil/ingénieure civile|ingeniero civil/ingeniera civil|مهندس مدني|ინჟინერ-მშენებელი, სამოქალაქო ინჟინერი|инженер-строитель
2144|mechanical engineer|ingénieur mécanicien/ingénieure mécanicienne|ingeniero mecánico/ingeniera mecánica|مهندس ميكانيك|ინჟინერ-მექანიკოსი|инженер-механик
2149|engineer|ingénieur/ingénieure|ingeniero/ingeniera|مهندس, مهندسة|ინჟინერი|инженер
2151|electrical engineer|ingénieur électricien/ingénieure électricienne|ingeniero eléctrico/ingeniera eléctrica|مهندس كهرباء|ინჟინერ-ელექტრიკოსი|инженер-электрик
2161|architect|architecte|arquitecto/arquitecta|مهندس معماري|არქიტექტორი|архитектор
2163|fashion designer|styliste|diseñador de moda/diseñadora de moda|مصمم أزياء|მოდის დიზაინერი, მოდელიორი|модельер
2166|designer, graphic designer|graphiste, designer|diseñador/diseñadora, diseñador gráfico|مصمم, مصمم جرافيك|დიზაინერი, გრაფიკული დიზაინერი|дизайнер, графический дизайнер
2211|doctor, physician, general practitioner, gp|médecin, docteur/docteure, généraliste|médico/médica, doctor/doctora|طبيب, طبيبة, دكتور|ექიმი, თერაპევტი, ოჯახის ექიმი|врач, доктор, терапевт
2212|specialist doctor, surgeon, cardiologist|médecin spécialiste, chirurgien/chirurgienne|médico especialista/médica especialista, cirujano/cirujana|طبيب أخصائي, جراح|ექიმი-სპეციალისტი, ქირურგი, კარდიოლოგი|хирург, врач-специалист, кардиолог
2221|nurse, registered nurse, medical nurse|infirmier/infirmière|enfermero/enfermera|ممرض, ممرضة|ექთანი, მედდა, სამედიცინო და|медсестра, медицинская сестра, медбрат
2222|midwife|sage-femme|matrona, partera|قابلة|მეანი, ბებიაქალი|акушерка, акушер
2250|veterinarian, vet|vétérinaire|veterinario/veterinaria|طبيب بيطري|ვეტერინარი|ветеринар
2261|dentist|dentiste|dentista, odontólogo/odontóloga|طبيب أسنان|სტომატოლოგი, კბილის ექიმი|стоматолог, зубной врач, дантист
2262|pharmacist|pharmacien/pharmacienne|farmacéutico/farmacéutica|صيدلي, صيدلانية|ფარმაცევტი|фармацевт, провизор
2264|physiotherapist|kinésithérapeute, physiothérapeute|fisioterapeuta|معالج فيزيائي|ფიზიოთერაპევტი|физиотерапевт
2310|university lecturer, professor, lecturer, scientist, researcher|enseignant du supérieur/enseignante du supérieur, professeur d'université, chercheur/chercheuse|profesor universitario/profesora universitaria, investigador/investigadora|أستاذ جامعي, باحث|უნივერსიტეტის ლექტორი, პროფესორი, ლექტორი, მეცნიერი, მკვლევარი|преподаватель вуза, профессор, учёный, исследователь
2320|vocational teacher|professeur d'enseignement professionnel/professeure d'enseignement professionnel|profesor de formación profesional/profesora de formación profesional|مدرس مهني|პროფესიული მასწავლებელი|мастер производственного обучения
2330|teacher, secondary school teacher, school teacher|enseignant/enseignante, professeur/professeure|profesor/profesora, maestro de secundaria|مدرس, معلم, معلمة, مدرسة|მასწავლებელი, პედაგოგი, სკოლის მასწავლებელი|учитель, учительница, педагог, преподаватель
2341|primary school teacher|instituteur/institutrice, professeur des écoles|maestro/maestra|معلم ابتدائي|დაწყებითი კლასების მასწავლებელი|учитель начальных классов
2342|kindergarten teacher, preschool teacher|éducateur de jeunes enfants/éducatrice de jeunes enfants|educador infantil/educadora infantil, maestra de infantil|معلمة روضة|აღმზრდელი, საბავშვო ბაღის აღმზრდელი|воспитатель, воспитательница
2353|language teacher|professeur de langues/professeure de langues|profesor de idiomas/profesora de idiomas|مدرس لغات|ენის მასწავლებელი|преподаватель языка, репетитор
2354|music teacher|professeur de musique/professeure de musique|profesor de música/profesora de música|مدرس موسيقى|მუსიკის მასწავლებელი|учитель музыки
2411|accountant|comptable, expert-comptable/experte-comptable|contable, contador/contadora|محاسب, محاسبة|ბუღალტერი|бухгалтер
2431|marketing specialist, marketer|spécialiste du marketing|especialista en marketing|أخصائي تسويق|მარკეტოლოგი, მარკეტინგის სპეციალისტი|маркетолог
2512|software developer, programmer, software engineer, it specialist, developer|développeur/développeuse, programmeur/programmeuse, informaticien/informaticienne|programador/programadora, desarrollador/desarrolladora, informático/informática|مبرمج, مطور برمجيات|პროგრამისტი, დეველოპერი, აიტი სპეციალისტი|программист, разработчик, айтишник
2522|systems administrator|administrateur système/administratrice système|administrador de sistemas/administradora de sistemas|مدير أنظمة|სისტემური ადმინისტრატორი|системный администратор
2611|lawyer, advocate|avocat/avocate, juriste|abogado/abogada|محام, محامية, محامي|იურისტი, ადვოკატი|юрист, адвокат
2631|economist|économiste|economista|اقتصادي, خبير اقتصادي|ეკონომისტი|экономист
2634|psychologist|psychologue|psicólogo/psicóloga|أخصائي نفسي|ფსიქოლოგი|психолог
2635|social worker|travailleur social/travailleuse sociale, assistant social/assistante sociale|trabajador social/trabajadora social|أخصائي اجتماعي|სოციალური მუშაკი|социальный работник
2636|priest, clergyman|prêtre, religieux/religieuse|sacerdote, cura|رجل دين, كاهن|მღვდელი, სასულიერო პირი|священник
2642|journalist|journaliste|periodista|صحفي, صحفية|ჟურნალისტი|журналист
2643|translator, interpreter|traducteur/traductrice, interprète|traductor/traductora, intérprete|مترجم, مترجمة|თარჯიმანი, მთარგმნელი|переводчик, переводчица
2651|painter and sculptor, artist, painter artist|artiste plasticien/artiste plasticienne, artiste peintre|artista plástico/artista plástica, pintor artístico|فنان تشكيلي, رسام|მხატვარი|художник, художница
2652|musician, singer|musicien/musicienne, chanteur/chanteuse|músico/música, cantante|موسيقي, مغن, مطرب|მუსიკოსი, მომღერალი|музыкант, певец, певица
2653|dancer, choreographer|danseur/danseuse, chorégraphe|bailarín/bailarina|راقص, راقصة|მოცეკვავე, ქორეოგრაფი|танцор, танцовщица, хореограф
3122|foreman, shift supervisor|contremaître/contremaîtresse, chef d'équipe|encargado/encargada, capataz|رئيس عمال, مشرف إنتاج|ცვლის უფროსი, ბრიგადირი|мастер цеха, бригадир
3152|ship's officer, sea captain, captain|officier de marine marchande/officière de marine marchande, capitaine|oficial de cubierta, capitán/capitana|ضابط بحري, قبطان|კაპიტანი, გემის ოფიცერი|капитан, штурман, судоводитель
3221|assistant nurse, practical nurse|infirmier auxiliaire/infirmière auxiliaire|auxiliar de enfermería|ممرض مساعد|უმცროსი ექთანი|младшая медсестра, фельдшер
3213|pharmacy technician|préparateur en pharmacie/préparatrice en pharmacie|técnico de farmacia/técnica de farmacia|مساعد صيدلي|აფთიაქის თანამშრომელი|аптекарь
3251|dental assistant|assistant dentaire/assistante dentaire|auxiliar dental|مساعد طبيب أسنان|სტომატოლოგის ასისტენტი|ассистент стоматолога
3258|ambulance worker, paramedic|ambulancier/ambulancière|técnico de ambulancia/técnica de ambulancia|مسعف|სასწრაფოს მუშაკი, პარამედიკი|работник скорой помощи, парамедик
3313|bookkeeper|aide-comptable|auxiliar contable|ماسك دفاتر|მოანგარიშე|счетовод
3322|sales representative, sales manager|représentant commercial/représentante commerciale, commercial/commerciale|representante comercial, comercial|مندوب مبيعات|გაყიდვების მენეჯერი, სავაჭრო წარმომადგენელი|торговый представитель, менеджер по продажам
3334|estate agent, real estate agent|agent immobilier/agente immobilière|agente inmobiliario/agente inmobiliaria|وسيط عقاري|უძრავი ქონების აგენტი|риелтор, агент по недвижимости
3421|athlete, sportsman, footballer, wrestler|sportif professionnel/sportive professionnelle, footballeur/footballeuse|deportista, futbolista|رياضي, لاعب كرة قدم|სპორტსმენი, ფეხბურთელი, მოჭიდავე|спортсмен, спортсменка, футболист
3422|coach, trainer, sports coach|entraîneur/entraîneuse|entrenador/entrenadora|مدرب رياضي, مدرب|მწვრთნელი|тренер
3431|photographer|photographe|fotógrafo/fotógrafa|مصور, مصورة|ფოტოგრაფი|фотограф
3434|chef, head cook|chef de cuisine/cheffe de cuisine|jefe de cocina/jefa de cocina, chef|رئيس طهاة, شيف|შეფ-მზარეული|шеф-повар
3512|it support technician|technicien informatique/technicienne informatique|técnico informático/técnica informática|فني دعم تقني|კომპიუტერული მხარდაჭერის ტექნიკოსი|техник по компьютерам
4110|office worker, clerk, office clerk|employé de bureau/employée de bureau|oficinista, empleado de oficina/empleada de oficina|موظف مكتب, موظفة, موظف|ოფისის თანამშრომელი, მოსამსახურე|офисный работник, служащий, служащая
4120|secretary|secrétaire|secretario/secretaria|سكرتير, سكرتيرة|მდივანი|секретарь
4211|bank teller, bank employee|employé de banque/employée de banque|cajero de banco/cajera de banco, empleado de banca|موظف بنك|ბანკის თანამშრომელი, მოლარე-ოპერატორი|банковский служащий, операционист
4221|travel agent|agent de voyages/agente de voyages|agente de viajes|وكيل سفر|ტურიზმის მენეჯერი, ტურაგენტი|турагент
4222|call centre operator|téléconseiller/téléconseillère|teleoperador/teleoperadora|موظف مركز اتصال|ქოლცენტრის ოპერატორი, ოპერატორი|оператор колл-центра, оператор
4224|hotel receptionist|réceptionniste d'hôtel|recepcionista de hotel|موظف استقبال فندق|სასტუმროს ადმინისტრატორი|администратор гостиницы
4226|receptionist|réceptionniste, hôte d'accueil/hôtesse d'accueil|recepcionista|موظف استقبال|მიმღების თანამშრომელი, რეცეფციონისტი|администратор, ресепшионист
4321|warehouse clerk, storekeeper|magasinier/magasinière|almacenero/almacenera, encargado de almacén|أمين مستودع|მესაწყობე, საწყობის თანამშრომელი|кладовщик, кладовщица, заведующий складом
4412|postman, mail carrier|facteur/factrice|cartero/cartera|ساعي بريد|ფოსტალიონი|почтальон
5111|flight attendant, steward, stewardess|agent de bord/agente de bord, hôtesse de l'air, steward|auxiliar de vuelo, azafata|مضيف طيران, مضيفة|ბორტგამცილებელი, სტიუარდესა|бортпроводник, стюардесса, стюард
5113|tour guide, guide|guide touristique, guide|guía turístico/guía turística, guía|مرشد سياحي|გიდი, ექსკურსიამძღოლი|гид, экскурсовод
5120|cook|cuisinier/cuisinière|cocinero/cocinera|طباخ, طباخة, طاه|მზარეული, კულინარი|повар, кулинар, повариха
5131|waiter, waitress|serveur/serveuse|camarero/camarera, mesero/mesera|نادل, نادلة, جرسون|მიმტანი, ოფიციანტი|официант, официантка
5132|bartender, barman, barista|barman/barmaid, barista|camarero de barra/camarera de barra, barman, barista|عامل بار, نادل بار, باريستا|ბარმენი, ბარისტა|бармен, бариста
5141|hairdresser, barber|coiffeur/coiffeuse, barbier|peluquero/peluquera, barbero/barbera|حلاق, مصفف شعر, حلاقة|პარიკმახერი, სტილისტი, დალაქი|парикмахер, барбер
5142|beautician, manicurist, cosmetologist, make-up artist|esthéticien/esthéticienne, manucure|esteticista, manicurista|خبير تجميل, خبيرة تجميل|კოსმეტოლოგი, მანიკურის ოსტატი, ვიზაჟისტი|косметолог, мастер маникюра, визажист
5151|housekeeping supervisor|gouvernant d'hôtel/gouvernante d'hôtel|gobernante de hotel|مشرف تنظيف|დამლაგებლების უფროსი|старшая горничная
5152|housekeeper, live-in housekeeper|gouvernant de maison/gouvernante de maison|ama de llaves, empleado de hogar interno/empleada de hogar interna|مدبر منزل, مدبرة منزل|დიასახლისი ოჯახში, სახლის მმართველი, ეკონომი|домоправительница, экономка
5153|caretaker of a building, concierge, janitor|gardien d'immeuble/gardienne d'immeuble, concierge|conserje, portero/portera|حارس عمارة, بواب|შენობის მომვლელი, მეეზოვე-დარაჯი, კონსიერჟი|консьерж, консьержка, комендант
5164|pet groomer, dog trainer|toiletteur/toiletteuse|peluquero canino/peluquera canina|معتني بالحيوانات الأليفة|გრუმერი, ძაღლების მწვრთნელი|грумер, кинолог
5211|market trader, market vendor, stallholder|vendeur sur les marchés/vendeuse sur les marchés|vendedor de mercado/vendedora de mercado|بائع في السوق|ბაზრის გამყიდველი, მოვაჭრე, ბაზარში ვაჭრობს|торговец на рынке, торговец, торговка
5221|shopkeeper, shop owner|petit commerçant/petite commerçante|tendero/tendera|صاحب متجر, صاحب دكان|მაღაზიის მფლობელი, მაღაზიის პატრონი|владелец магазина, хозяин магазина
5223|shop assistant, salesperson, seller, shop seller, sales assistant, consultant|vendeur/vendeuse|dependiente/dependienta, vendedor/vendedora|بائع, بائعة|გამყიდველი, კონსულტანტი, გამყიდველ-კონსულტანტი|продавец, продавщица, продавец-консультант
5230|cashier|caissier/caissière|cajero/cajera|أمين صندوق, كاشير|მოლარე|кассир
5245|petrol station attendant|pompiste|empleado de gasolinera/empleada de gasolinera|عامل محطة وقود|ბენზინგასამართი სადგურის თანამშრომელი|заправщик
5246|canteen assistant, counter attendant|employé de cafétéria/employée de cafétéria|empleado de cafetería/empleada de cafetería|عامل كافتيريا|ბუფეტის თანამშრომელი|буфетчица, буфетчик
5311|nanny, babysitter, childminder, child carer|garde d'enfants, nounou, assistant maternel/assistante maternelle|niñero/niñera, cuidador de niños/cuidadora de niños|مربية أطفال, جليسة أطفال|ძიძა, ბავშვის მომვლელი|няня, бэбиситтер
5321|hospital care assistant, health care assistant, hospital orderly|aide-soignant/aide-soignante|auxiliar sanitario/auxiliar sanitaria, celador/celadora|مساعد رعاية صحية|სანიტარი, საავადმყოფოს მომვლელი|санитар, санитарка
5322|care worker, carer, caregiver, badante, elderly carer, home carer, care of the elderly, looks after elderly, carer of elderly|auxiliaire de vie, aide à domicile, garde-malade|cuidador/cuidadora, cuidador de ancianos/cuidadora de ancianos, interna|مقدم رعاية منزلية, رعاية المسنين, مرافق مسنين|მომვლელი, მოხუცის მომვლელი, ავადმყოფის მომვლელი, ბადანტე, მოხუცს უვლის|сиделка, уход за пожилыми, баданте, ухаживает за больным, помощник по уходу
5411|firefighter, fireman|pompier/pompière|bombero/bombera|رجل إطفاء|მეხანძრე, მაშველი|пожарный, спасатель
5412|police officer, policeman|policier/policière|policía, agente de policía|شرطي, شرطية|პოლიციელი|полицейский
5414|security guard, guard, watchman|agent de sécurité/agente de sécurité, gardien/gardienne, vigile|vigilante, guardia de seguridad|حارس أمن, حارس|დაცვის თანამშრომელი, დარაჯი, დაცვა|охранник, сторож
0310|soldier, military|militaire, soldat/soldate|militar, soldado|جندي, عسكري|სამხედრო, ჯარისკაცი|военный, военнослужащий, солдат
`
