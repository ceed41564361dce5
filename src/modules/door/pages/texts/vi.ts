import type { Catalogue } from "../../../../core/texts/index.ts";
import type { DoorKey } from "./en.ts";

/**
 * The same in Vietnamese. The reader is bạn, a plain address for any age and gender; an agency is tổ chức;
 * từ is kept for the return words, so “from” is kể từ. No native reader has checked it yet: see `reviews.ts`.
 */
export const vi: Catalogue<DoorKey> = {
  "site-name": "Lời khuyên hằng ngày",
  "skip-to-text": "Đến thẳng nội dung",
  leave: "Thoát ngay",
  "leave-how":
    "Bấm “Thoát ngay”, hoặc bấm phím Esc ba lần. Trang này biến mất, và nút lùi không đưa về trang này.",
  "trial-door": "Đây là trang thử. Những người ở đây không có thật. Đừng viết điều gì có thật.",
  "unchecked-text": "Chưa có người đọc nào nói tiếng Việt từ nhỏ kiểm tra những lời này.",
  "change-language": "Đổi ngôn ngữ",
  "go-home": "Về trang đầu",
  "danger-now": "Bạn đang gặp nguy hiểm?",
  "danger-call": "Gọi số",
  "danger-free": "Cuộc gọi miễn phí.",
  "no-script":
    "Trang này khóa những gì bạn viết ngay trên điện thoại của bạn, rồi mới gửi. Lúc này trình duyệt của bạn không cho trang làm việc đó (JavaScript đang tắt). Vì vậy không gửi được gì từ đây: không có khóa, người khác trên đường truyền có thể đọc được. Khi có rất nhiều người viết cùng lúc, trang còn giải một phép tính trước, để máy móc không chen mất chỗ của người. Bạn vẫn có thể đọc các trang này, gọi số bên dưới, hoặc mở trang này bằng trình duyệt khác.",
  "no-lock":
    "Trình duyệt này không khóa được những gì bạn viết, nên không có gì được gửi đi từ đây. Hãy mở trang này bằng trình duyệt khác, hoặc trên điện thoại khác.",
  "lock-getting-ready": "Khóa đang được chuẩn bị…",
  "lock-failed": "Khóa không tải được. Những gì bạn viết vẫn còn đây. Hãy kiểm tra kết nối mạng.",
  "try-again": "Thử lại",
  "away-title": "Trang này hiện chưa mở được",
  "away-lead":
    "Điện thoại của bạn không bị gì cả. Lúc này có rất nhiều người ở đây, hoặc phía chúng tôi có gì đó tạm dừng một lát. Hãy đợi một chút rồi thử lại.",

  // tell
  "tell-title": "Kể với chúng tôi hoặc hỏi chúng tôi",
  "tell-lead": "Bạn muốn nói nhiều hay ít cũng được. Không cần cho biết tên. Điều gì bạn cũng có thể bỏ qua.",
  "tell-children":
    "Nếu một đứa trẻ gặp nguy hiểm, luật có thể buộc chúng tôi phải báo. Bạn có thể hỏi trước mà không nêu tên.",
  "tell-readers":
    "Chỉ những người trả lời thay mặt {agency} mới đọc được. Họ không nói với ai khác nếu bạn không đồng ý.",
  "tell-answers": "Họ trả lời trong vòng {hours, plural, other {# giờ}}.",
  "tell-quiet":
    "Đã {hours, plural, other {# giờ}} hoặc lâu hơn không có người trả lời nào vào đây, nên bây giờ có thể phải chờ lâu hơn. Những nơi bên dưới có thể đang mở cửa.",
  "tell-question": "Bạn muốn nói gì?",
  "tell-question-why": "Để chúng tôi biết cách giúp. Bạn viết bằng ngôn ngữ nào cũng được.",
  "tell-language": "Chúng tôi nên trả lời bằng ngôn ngữ nào?",
  "tell-language-why": "Để bạn đọc được câu trả lời. Bạn có thể để nguyên như vậy.",
  "tell-subject": "Việc này là về gì?",
  "tell-subject-why": "Để đúng người trả lời. Bạn có thể bỏ qua.",
  "subject-none": "Tôi không muốn nói",
  "subject-me": "Về tôi",
  "subject-someone": "Về một người tôi biết",
  "subject-seen": "Điều tôi đã thấy",
  "subject-job": "Một lời mời làm việc",
  "subject-website": "Một trang web hoặc ứng dụng",
  "ask-safe": "Lúc này bạn có an toàn không?",
  "ask-safe-why": "Nếu không, trước hết chúng tôi nói bạn có thể gọi cho ai.",
  "ask-reach": "Khi nào bạn có thể đọc ở đây an toàn?",
  "ask-reach-why": "Để chúng tôi biết câu trả lời có thể chờ bao lâu.",
  "ask-danger": "Người này có đang gặp nguy hiểm không?",
  "ask-danger-why": "Nếu có, trước hết chúng tôi nói bạn có thể gọi cho ai.",
  "ask-know": "Làm sao bạn biết?",
  "ask-know-why": "Để chúng tôi không hỏi điều bạn không thể biết.",
  "ask-where": "Ở đâu và khi nào?",
  "ask-where-why": "Một con đường, một nơi hay một ngày là đủ. Điều không chắc thì bỏ qua.",
  "ask-who": "Bạn đã thấy gì ở đó?",
  "ask-who-why": "Chỉ nói điều bạn đã thấy. Không cần tên, và xin đừng quay lại để xem.",
  "ask-job": "Ai mời làm việc, và ở đâu?",
  "ask-job-why": "Tên một công ty, một trang hay một người, nếu bạn có.",
  "ask-before": "Họ muốn gì ở bạn trước?",
  "ask-before-why": "Ví dụ tiền, giấy tờ hoặc ảnh. Điều đó thường cho thấy lời mời là gì.",
  "ask-site": "Đó là trang, ứng dụng hay tài khoản nào?",
  "ask-site-why": "Một địa chỉ hoặc một tên. Bạn không cần mở lại.",
  "ask-there": "Ở đó có hình gì hoặc nói gì?",
  "ask-there-why":
    "Bằng lời của bạn. Xin đừng gửi hình trẻ em không mặc quần áo: giữ những hình đó có thể là tội, kể cả để giúp.",
  "tell-keep": "Giữ lời này trên điện thoại này cho đến khi tôi gửi",
  "tell-keep-why":
    "Khi đó lời vẫn còn khi trang tải lại. Ai mở trang này trên điện thoại này cũng đọc được. Lời mất đi khi bạn gửi hoặc bấm nút thoát.",
  "tell-keep-cannot": "Trình duyệt này không giữ gì. Lời của bạn chỉ có trên trang này.",
  "tell-lock": "Những gì bạn viết được khóa trên điện thoại này trước khi gửi.",
  "tell-unsent": "Khi bạn chưa gửi, lời này chỉ có trên trang này. Nếu bạn đóng trang, lời này mất đi.",
  "tell-send": "Khóa và gửi",
  "tell-empty": "Chưa có gì để gửi. Hãy viết vài chữ, hoặc bấm “Thoát ngay”.",
  "tell-making-words": "Đang tạo đường quay lại cho bạn… Trên điện thoại cũ có thể mất vài giây.",
  "tell-sending": "Đang gửi…",
  "tell-not-sent": "Không gửi được. Những gì bạn viết vẫn còn đây.",
  "no-connection": "Lúc này không có kết nối mạng. Những gì bạn viết vẫn còn đây. Lát nữa hãy thử lại.",
  "too-many":
    "Có quá nhiều thư đến trong một thời gian ngắn. Bạn không làm gì sai, và những gì bạn viết vẫn còn đây. Hãy để trang này mở và gửi lại sau {minutes, plural, other {# phút}}. Nếu bạn gặp nguy hiểm, hãy gọi số {number}.",
  "door-closed":
    "Lúc này không ai ở đây trả lời được, nên không gửi được gì. Nếu bạn gặp nguy hiểm, hãy gọi số {number}.",
  "readers-not-right":
    "Danh sách những người trả lời ở đây có vẻ không đúng, nên không có gì được gửi đi. Những gì bạn viết vẫn còn đây. Hôm nay đừng gửi từ trang này; nếu bạn cần giúp ngay, hãy gọi số {number}.",

  // words
  "words-step": "Bước 2 trong 3 bước. Đã gửi.",
  "words-title": "Tám từ này là đường quay lại của bạn.",
  "words-title-digits": "26 chữ số này là đường quay lại của bạn.",
  "words-lead":
    "Nhờ chúng, bạn đọc được câu trả lời của chúng tôi. Không ai khác có chúng. Nếu bạn làm mất, không ai tìm lại được cho bạn: lúc đó bạn chỉ có thể viết lại cho chúng tôi, như một người mới.",
  "words-list-label": "Tám từ của bạn",
  "words-digits-label": "26 chữ số của bạn",
  "words-hide": "Ẩn",
  "words-show": "Hiện",
  "words-as-digits": "Đổi sang chữ số",
  "words-as-words": "Đổi sang từ",
  "words-hidden": "Đang ẩn. Bấm “Hiện” để xem lại.",
  "words-aloud": "Đọc to",
  "words-aloud-stop": "Ngừng đọc",
  "words-aloud-why": "Người ở gần có thể nghe thấy.",
  "words-keep-title": "Cách giữ cho an toàn",
  "words-keep-paper": "Trên giấy, lẫn với những thứ khác.",
  "words-keep-paper-more": "Một tờ ghi đồ đi chợ, hoặc mặt sau một hóa đơn. Giữ đúng thứ tự.",
  "words-keep-head": "Trong đầu bạn.",
  "words-keep-head-more": "Ghép chúng thành một câu chuyện nhỏ, theo đúng thứ tự.",
  "words-keep-not": "Đừng lưu thành ảnh hay trong tin nhắn,",
  "words-keep-not-more": "nếu có người khác xem điện thoại của bạn.",
  "words-check-title": "Hãy cùng kiểm tra hai trong số đó",
  "words-check-lead": "Để một lỗi nhỏ không làm bạn không vào được sau này. Chúng được ẩn trong khi bạn gõ.",
  "words-check-word": "Từ số {position}",
  "words-check-group": "Nhóm chữ số thứ {position}",
  "words-check-right": "Đúng rồi.",
  "words-check-wrong": "“{typed}” không đúng. Hãy bấm “Hiện”, nhìn lại một lần, rồi gõ lại.",
  "words-check-empty": "Hãy gõ vào đây, hoặc bấm “Bỏ qua”.",
  "words-check-go": "Kiểm tra và đi tiếp",
  "words-check-skip": "Bỏ qua, tôi đã cất giữ rồi",
  "done-step": "Bước 3 trong 3 bước. Bạn đã xong.",
  "done-title": "Cảm ơn bạn. Thư đã đến nơi.",
  "done-lead":
    "Một người trả lời ở đây sẽ đọc thư. Chúng tôi không thể gọi hay viết cho bạn ở nơi nào khác: hãy quay lại đây với các từ của bạn để đọc câu trả lời.",
  "done-read": "Xem những gì tôi đã gửi",

  // come back
  "back-title": "Quay lại",
  "back-lead": "Gõ tám từ, hoặc 26 chữ số của bạn. Chữ hoa, dấu phẩy và dấu cách thừa đều không sao.",
  "back-label": "Các từ hoặc chữ số của bạn",
  "back-why":
    "Chúng mở thư của bạn. Chúng ở lại trên điện thoại này: chỉ có một chìa khóa làm ra từ chúng được dùng.",
  "back-open": "Mở",
  "back-opening": "Đang mở… Trên điện thoại cũ có thể mất vài giây.",
  "back-lost": "Tôi đã mất các từ của tôi",
  "back-lost-file":
    "Bạn có hồ sơ ở chỗ chúng tôi không? Nếu có, hãy đến chỗ chúng tôi, hoặc nói chuyện với chúng tôi theo cách an toàn đã thống nhất. Hai người trong chúng tôi phải biết đó đúng là bạn. Một ngày sau, bạn nhận được một mã để lấy các từ mới.",
  "back-has-code": "Tôi có mã",
  "new-words-title": "Các từ mới cho hồ sơ của bạn",
  "new-words-lead":
    "Với mã mà chúng tôi đã đưa cho bạn. Hãy làm việc này một mình, trên điện thoại chỉ có bạn xem.",
  "new-words-code": "Mã: 20 chữ số",
  "new-words-why":
    "Mã dùng được trong một giờ. Khi bạn dùng mã, các từ cũ của bạn không dùng được nữa. Thư cũ vẫn bị khóa: chỉ các từ cũ mới mở được.",
  "new-words-make": "Tạo các từ của tôi",
  "new-words-short": "Mã có 20 chữ số. Hãy nhìn lại một lần nữa.",
  "new-words-wrong": "Đây không phải là mã, hoặc mã không còn dùng được. Hãy xin chúng tôi một mã khác.",
  "new-words-failed": "Không làm được. Không có gì thay đổi. Hãy thử lại.",
  "new-words-made":
    "Kể từ bây giờ, chúng mở hồ sơ của bạn. Những cái cũ thì không. Không ai khác có chúng. Hãy cất giữ chúng rồi mới đi tiếp.",
  "new-words-waits":
    "Có người đã báo với {agency} rằng các từ này bị mất. Kể từ {date}, người đó có thể nhận các từ mới, và các từ của bạn sẽ không dùng được nữa. Đó không phải là bạn? Hãy chặn việc này.",
  "new-words-stop": "Chặn việc này, tôi có các từ của tôi",
  "new-words-stopped": "Đã chặn. Các từ của bạn vẫn như cũ.",
  "new-words-were-made":
    "{date}: các từ mới đã được tạo, cùng với {agency}. Đó không phải là bạn? Hãy nói cho họ biết.",
  "back-lost-more":
    "Chúng tôi không thể tìm lại các từ cho bạn, và không ai khác làm được. Bạn có thể viết lại cho chúng tôi. Những gì bạn viết trước đây bị xóa 60 ngày sau lần cuối bạn vào đây.",
  "slip-empty": "Chưa gõ gì.",
  "slip-too-few-words": "{seen, plural, =0 {Chưa có từ nào} other {Đó là # từ}}. Phải có tám từ.",
  "slip-too-many-words": "Đó là {seen} từ. Phải có tám từ.",
  "slip-unknown": "Từ số {position}, “{word}”, không có trong danh sách của chúng tôi.",
  "slip-unknown-near":
    "Từ số {position}, “{word}”, không có trong danh sách của chúng tôi. Có phải ý bạn là {nearest}?",
  "slip-word": "“{word}”",
  "slip-or": "{left} hoặc {right}",
  "slip-mixed": "Từ số {position} thuộc một ngôn ngữ khác với các từ kia. Hãy kiểm tra từ đó.",
  "slip-check":
    "Đây là tám từ trong danh sách của chúng tôi, nhưng có một từ sai hoặc có hai từ đổi chỗ cho nhau. Hãy kiểm tra từng từ, và thứ tự của chúng.",
  "slip-check-swap":
    "Đây là các từ trong danh sách của chúng tôi, nhưng thứ tự có thể sai. Hãy xem từ số {left} và từ số {right}.",
  "slip-check-instead": "Có thể có một từ sai. Hãy xem từ số {position}: có phải ý bạn là “{word}”?",
  "slip-too-few-digits": "{seen, plural, other {Đó là # chữ số}}. Phải có 26 chữ số.",
  "slip-too-many-digits": "Đó là {seen} chữ số. Phải có 26 chữ số.",
  "slip-not-digits": "Có chỗ không phải là chữ số. Hãy gõ 26 chữ số, hoặc tám từ của bạn.",
  "slip-digits-check": "Có một chữ số sai, hoặc có hai chữ số đổi chỗ cho nhau.",
  "slip-digits-check-groups":
    "Có một chữ số sai, hoặc có hai chữ số đổi chỗ cho nhau. Hãy xem nhóm {groups} trước.",
  "back-not-found":
    "Các từ này đầy đủ, nhưng không mở được gì ở đây. Có thể chúng dành cho trang khác, hoặc thư đã bị xóa sau 60 ngày không ai vào.",
  "back-failed": "Không mở được. Các từ bạn gõ vẫn còn đây.",

  // conversation
  "talk-title": "Chào bạn đã quay lại.",
  "talk-news":
    "{count, plural, =0 {Chưa có câu trả lời.} =1 {Chúng tôi đã trả lời bạn.} other {Có # thư của chúng tôi.}} Chỉ các từ của bạn mới mở được chỗ này.",
  "talk-letters": "Các thư, thư cũ nhất ở trên",
  "talk-you": "Bạn",
  "talk-by-telephone": "Chúng tôi ghi lại trong khi bạn gọi điện",
  "talk-us-no-name": "Một người trả lời ở đây",
  "talk-about-hour": "{day}, khoảng {hour}",
  "talk-bad-letter":
    "Không hiện được thư này. Thư đã bị thay đổi, hoặc không phải của những người trả lời ở đây. Đừng tin thư này.",
  "talk-readers-changed":
    "Danh sách người đọc này cũ hơn một danh sách đã dùng trước đây. Có thể ai đó đã thay đổi trang này. Hôm nay đừng viết ở đây; nếu bạn cần giúp ngay, hãy gọi số {number}.",
  "talk-deleted": "Cuộc trò chuyện này đã bị xóa. Hồ sơ của bạn vẫn còn đây.",
  "talk-reply": "Câu trả lời của bạn, nếu bạn muốn",
  "talk-reply-why": "Không cần tên. Câu hỏi nào bạn cũng có thể bỏ qua.",
  "talk-send": "Khóa và gửi",
  "talk-sent": "Đã gửi.",
  "talk-look-again": "Xem có câu trả lời mới không",
  "talk-looked": "Bây giờ bạn đang xem các thư mới nhất.",
  "talk-someone-first":
    "Có một thư mới đến trong lúc bạn viết. Thư đó ở phía trên. Lời bạn viết vẫn còn đây: hãy đọc thư mới, rồi gửi.",
  "talk-kept-until": "Các thư này còn ở đây đến {date}. Mỗi lần bạn vào, hạn này dài thêm.",
  "talk-delete": "Xóa tất cả ngay",
  "talk-delete-sure":
    "Xóa mọi thư, cả của bạn và của chúng tôi? Không ai lấy lại được. Nếu bạn có hồ sơ, hồ sơ vẫn còn; bạn vẫn mở được bằng các từ của bạn.",
  "talk-delete-yes": "Có, xóa đi",
  "talk-delete-no": "Không, giữ lại",
  "talk-deleted-done": "Mọi thứ ở đây đã bị xóa. Bây giờ các từ của bạn không mở được gì.",
  "talk-my-file": "Hồ sơ của tôi",
  "talk-my-file-more": "Những gì được viết về bạn, ai đã xem, và bạn cho phép những gì",
  "notice-title": "Được báo khi chúng tôi trả lời",
  "notice-lead":
    "Chúng tôi có thể gửi cho bạn một tin ngắn khi có câu trả lời. Tin không nói ai gửi hay về việc gì.",
  "notice-danger":
    "Có ai khác xem điện thoại hoặc thư của bạn không? Vậy hãy để tắt. Các số của bạn đưa bạn trở lại đây bất cứ lúc nào.",
  "notice-way": "Tin nên đến bằng cách nào?",
  "notice-email": "Qua e-mail",
  "notice-message": "Bằng tin nhắn điện thoại",
  "notice-to-email": "Địa chỉ e-mail của bạn",
  "notice-to-message": "Số điện thoại của bạn",
  "notice-to-why":
    "Nó được khóa ngay trên điện thoại này. Những người trả lời bạn không thấy được. Bên chuyển tin thấy tin đi đến đâu.",
  "notice-say": "Tin nên viết gì?",
  "notice-say-why": "Hãy chọn một câu mà không ai hỏi đến.",
  "notice-say-1": "Một lời nhắc nhỏ cho bạn",
  "notice-say-2": "Lời nhắn mà bạn đã nhờ",
  "notice-say-3": "Có điều mới để đọc",
  "notice-save": "Báo cho tôi",
  "notice-wrong-email": "Đây chưa phải là địa chỉ e-mail. Hãy viết như name@example.org.",
  "notice-wrong-number": "Đây chưa phải là số đầy đủ. Hãy viết dấu + và mã nước trước, như +84 900 000 000.",
  "notice-on":
    "Đang bật. Một tin được gửi đi sau câu trả lời một giờ hoặc lâu hơn. Không có tin nào nữa cho đến khi bạn trở lại đây.",
  "notice-told": "Một tin đã được gửi. Có thể có thêm một tin sau câu trả lời tiếp theo.",
  "notice-failed": "Tin không gửi được. Hãy xem lại nơi nhận, hoặc để tắt.",
  "notice-stop": "Dừng lại",
  "notice-off": "Đã tắt. Nơi nhận đã bị xóa.",
  "notice-not-kept": "Không có gì thay đổi. Hãy thử lại sau một lát.",
  "attach-later": "Hình, bản ghi âm hoặc tệp có thể thêm ở bước sau.",
  "attach-title": "Thêm hình, bản ghi âm hoặc tệp",
  "attach-lead": "Mỗi cái tối đa {size} MB. Chúng được khóa ngay trên điện thoại này, như lời của bạn.",
  "attach-hidden":
    "Hình thường có chi tiết ẩn: nơi, giờ, điện thoại. Chúng tôi bỏ đi trước khi gửi bất cứ gì.",
  "attach-never":
    "Xin đừng bao giờ gửi hình trẻ em không mặc quần áo, kể cả làm bằng chứng. Giữ hình đó có thể là tội, và làm em đau thêm lần nữa. Hãy nói bằng lời bạn đã thấy ở đâu.",
  "attach-choose": "Chọn hình hoặc tệp",
  "attach-record": "Ghi âm giọng của bạn",
  "attach-record-why": "Người quen có thể nhận ra giọng của bạn.",
  "attach-recording": "Đang ghi: {seconds} giây",
  "attach-record-stop": "Dừng ghi",
  "attach-record-no": "Trình duyệt này không ghi âm ở đây, hoặc micrô đang tắt.",
  "attach-too-large": "{name} lớn hơn {size} MB. Đã bỏ ra.",
  "attach-empty": "{name} trống. Đã bỏ ra.",
  "attach-too-many": "Mỗi thư tối đa {count} cái.",
  "attach-cleaned": "Đã bỏ chi tiết ẩn",
  "attach-unknown": "Tệp này có thể có chi tiết ẩn, như tên hoặc nơi. Ở đây không bỏ được.",
  "attach-send-anyway": "Gửi như vậy",
  "attach-keep": "Gửi cả bản gốc, còn chi tiết ẩn, để làm bằng chứng",
  "attach-keep-why": "Nó được khóa như mọi thứ khác. Chỉ những người trả lời mở được.",
  "attach-kept": "Bản gốc, còn chi tiết ẩn",
  "attach-remove": "Bỏ ra",
  "attach-sending": "Đang gửi {name}: {percent}%",
  "attach-full": "Ở đây không còn chỗ. Phần còn lại bạn có thể nói bằng lời.",
  "attach-open": "Xem",
  "attach-opening": "Đang mở…",
  "attach-open-failed": "Không mở được.",
  "attach-save": "Lưu một bản",
  "talk-close": "Đóng và quên các từ của tôi",
  "visit-ended":
    "Lần vào này đã kết thúc, để không ai đọc tiếp được sau bạn. Hãy gõ các từ của bạn một lần nữa.",

  // an offer
  "offer-title": "Bạn có cho chúng tôi mở hồ sơ cho bạn, với {agency}, không?",
  "offer-lead":
    "{agency} sẽ giữ hồ sơ. Nếu bạn đồng ý, {recipient} cũng được xem những điều này, và chỉ những điều này:",
  "offer-not": "{recipient} không xem được:",
  "offer-not-letters": "Các thư bạn đã viết ở đây",
  "offer-not-others":
    "Không ai khác xem được bất cứ điều gì trong đó nếu bạn không đồng ý. Chỉ có lệnh của thẩm phán mới có thể mở một phần, và bạn sẽ thấy việc đó ở đây.",
  "offer-for": "Mục đích: {purpose}. Đến ngày {date}.",
  "offer-yes": "Có, tôi đồng ý",
  "offer-no": "Bây giờ thì chưa",
  "offer-free": "Bạn có thể rút lại sự đồng ý bất cứ lúc nào. Sự hỗ trợ cho bạn không vì thế mà dừng lại.",
  "offer-said-yes": "Bạn đã đồng ý. Bạn có thể rút lại trong mục “Hồ sơ của tôi”.",
  "offer-said-no":
    "Bạn đã nói “bây giờ thì chưa”. Như vậy cũng được. Bạn có thể nói lại về việc này bất cứ lúc nào.",
  "offer-taken-back": "Chúng tôi đã rút lại câu hỏi này.",
  "offer-changed": "Câu hỏi đã thay đổi. Xin bạn đọc lại.",
  "offer-over": "Câu hỏi này đã hết hạn.",
  "transfer-title": "Từ nay {to} trả lời bạn có được không?",
  "transfer-lead": "{from} hỏi điều này. Bạn không đồng ý thì không có gì thay đổi.",
  "transfer-reads": "{to} sẽ đọc được mọi thư và tệp ở đây.",
  "transfer-no-more":
    "{from} sẽ không đọc được thư hay tệp nào nữa. Những gì đã đọc trước đây, họ có thể còn nhớ.",
  "transfer-words": "Các từ của bạn vẫn như cũ. Bạn quay lại theo cách như trước.",
  "transfer-sentence":
    "Tôi đồng ý để {to} đọc mọi thư và tệp của cuộc trò chuyện này và từ nay trả lời tôi, thay cho {from}.",
  "transfer-free": "Nếu bạn chọn “bây giờ thì chưa”, {from} vẫn trả lời bạn.",
  "transfer-locking": "Đang khóa các thư của bạn cho {to}…",
  "transfer-said-yes": "Bạn đã đồng ý. Bây giờ {to} đọc và trả lời ở đây.",
  "transfer-said-no": "Bạn đã chọn “bây giờ thì chưa”. {from} vẫn trả lời bạn.",
  "transfer-nobody": "Hiện giờ không ai ở {to} nhận được việc này. Không có gì thay đổi.",
  "transfer-from-here": "Từ đây {to} đọc và trả lời.",
  "stand-in-ask":
    "Nếu trong {hours, plural, other {# giờ}} không ai ở {agency} mở thư của tôi, {other} được mở.",
  "stand-in-why":
    "Để không thư nào bị bỏ quên. Khi đó {other} trả lời bạn. Trước lúc đó {other} không đọc được, trừ khi họ và người điều hành máy chủ này cùng nhau phá quy tắc này.",
  "stand-in-letter": "{other} được mở thư này từ {day}, khoảng {hour}, nếu đến lúc đó chưa ai ở đây mở.",
  "stand-in-opened":
    "Không ai ở {from} mở kịp. Vì vậy {to} đã mở, như bạn đã đồng ý. Từ đây {to} đọc và trả lời.",
  "stand-in-changed": "Việc ai được mở khi không ai mở kịp đã thay đổi. Hãy xem lại bên dưới, rồi gửi.",
  // The sentence that the person's words sign. It holds no number that a language writes in its own way.
  "consent-sentence":
    "Tôi đồng ý để {agency} mở một hồ sơ về tôi. Tôi cho phép {recipient} xem những điều này: {categories}. Mục đích: {purpose}. Ngày kết thúc: {until}. Tôi có thể rút lại sự đồng ý này bất cứ lúc nào.",
  // The same, read to someone at a desk.
  "consent-in-person-sentence":
    "Tôi cho phép {recipient} xem những điều này trong hồ sơ của tôi tại {agency}: {categories}. Mục đích: {purpose}. Ngày kết thúc: {until}. Tôi có thể rút lại sự đồng ý này bất cứ lúc nào. Khi đó {recipient} không đọc được nữa. Những gì họ đã đọc trước đó, họ có thể vẫn nhớ. Nếu tôi nói không, tôi vẫn được giúp như vậy.",

  // orders that a court keeps from people for a while: counted for everyone
  "orders-title": "Những lệnh phải chờ mới được báo",
  "orders-lead":
    "Tòa án có thể ra lệnh rằng, trong một thời gian, một người không được báo là một phần hồ sơ của họ đã bị mở.",
  "orders-few":
    "Khi tháng này bắt đầu ({date}), ở nơi này có ít hơn {count} lệnh như vậy, hoặc không có lệnh nào.",
  "orders-some":
    "Khi tháng này bắt đầu ({date}), ở nơi này có ít nhất {count} lệnh như vậy, và ít hơn {left} lệnh.",
  "orders-end":
    "Mỗi lệnh ghi tên một tòa án và có lúc kết thúc. Khi đến lúc kết thúc, người đó tự thấy tất cả trong hồ sơ của mình.",
  "orders-why":
    "Chúng tôi đếm theo từng nhóm 5 lệnh, và mỗi tháng một lần. Một con số chính xác có thể làm một người nhận ra rằng lệnh đó nói về họ.",
  // my file
  "file-title": "Hồ sơ của tôi",
  "file-lead":
    "Những gì được viết về bạn, ai đã xem, và việc sắp tới. Hồ sơ này là của bạn. Không có gì ở đây lưu lại trên điện thoại này.",
  "file-none":
    "Chưa có hồ sơ nào về bạn. Nếu chúng tôi xin mở một hồ sơ, bạn thấy câu hỏi đó trong thư của bạn.",
  "file-back": "Về lại thư của tôi",
  "file-rests":
    "Hồ sơ này đang tạm dừng. Có người đã báo với {agency} rằng các từ này đang ở trong tay người khác. Cho đến khi rõ ràng, các từ này không mở được hồ sơ hay thư nào.",
  "file-rests-yours":
    "Đó là bạn? Vậy thì mọi việc đều ổn. Kể từ {date}, bạn có thể nhận các từ mới từ {agency}.",
  "file-rests-no": "Đó không phải là tôi",
  "file-rests-said":
    "Có người đã nói không bằng các từ này, và điều đó được tính. Để có các từ mới, bây giờ cần thêm một người gặp mặt bạn trực tiếp. Nếu không có ai, hồ sơ này sẽ mở lại vào {date}.",
  "file-rests-third":
    "Thêm một người đã đồng ý cho các từ mới. Có thể nhận chúng kể từ {date}. Đó không phải là bạn? Hãy đến {agency} và nói cho họ biết.",
  "file-rests-pause":
    "Với các từ này, bạn không thể dừng chia sẻ lúc này. Hãy nói trực tiếp với {agency}: họ có thể dừng ngay cho bạn.",
  "file-rests-help": "Bạn vẫn có thể viết cho chúng tôi: hãy bắt đầu ở trang đầu của chúng tôi, như lần đầu.",
  "file-no-counts":
    "Có người lại xin {agency} các từ mới. Lời không đã nói bằng các từ này vẫn được tính: cần thêm một người gặp mặt bạn trực tiếp.",
  "file-held-by": "{agency} giữ hồ sơ này.",
  "file-handed-over":
    "{day}: {from} đã giao hồ sơ này cho {to}. {from} nói rằng bạn đã đồng ý. Nếu bạn không đồng ý, hãy viết cho {to}.",
  "file-handed-by-order":
    "{day}: {from} đã giao hồ sơ này cho {to}, vì một lệnh theo luật mà bạn thấy ở bên dưới.",
  "file-agency-left":
    "{agency} không còn làm việc ở đây nữa. Bây giờ họ không thấy gì trong hồ sơ của bạn; những gì họ đã đọc hoặc lấy trước đây, họ có thể vẫn còn giữ.",
  "letters-agency-left":
    "Không còn ai đọc ở đây nữa: tổ chức này đã rời đi. Bạn vẫn đọc được những gì đã viết. Để viết cho những người đang đọc ở đây bây giờ, hãy bắt đầu lại từ đầu.",
  "file-number": "Hồ sơ số {number}",
  "file-next": "Việc sắp tới",
  "file-now": "Bây giờ: {state}",
  "file-since": "Kể từ {date}",
  "file-by": "Chậm nhất là {date}",
  "file-nothing-due": "Không có việc gì đến hạn. Bạn không phải làm gì.",
  "file-late": "Đến giờ việc này lẽ ra phải xong rồi. Bạn có thể hỏi về việc này trong thư của bạn.",
  "refer-title": "Đã nhờ ai giúp",
  "refer-sent": "Đã hỏi {agency}, chưa có câu trả lời.",
  "refer-acknowledged": "{agency} đã nhận được và sẽ nói có hoặc không.",
  "refer-accepted": "{agency} đã nói có. Việc giúp đỡ sắp bắt đầu.",
  "refer-begun": "{agency} đang giúp.",
  "refer-ended": "Việc giúp đỡ của {agency} đã kết thúc.",
  "refer-back": "Ở {agency} không có kết quả. Những gì đã mở ở đó cho việc này nay đã đóng.",
  "refer-stopped":
    "Việc này đã dừng. {agency} không còn xem được gì cho việc này. Điều họ đã đọc trước đó, họ có thể còn nhớ.",
  "wanted-safe-place": "Một nơi an toàn",
  "wanted-health-care": "Chăm sóc sức khỏe",
  "wanted-counselling": "Người để trò chuyện",
  "wanted-legal-advice": "Tư vấn pháp luật",
  "wanted-child-protection": "Bảo vệ trẻ em",
  "wanted-identification": "Tìm hiểu bạn có những quyền gì",
  "wanted-interpreting": "Phiên dịch",
  "wanted-work-and-income": "Việc làm và thu nhập",
  "wanted-return-home": "Đường về nhà",
  "wanted-other-support": "Hỗ trợ khác",
  "file-looked": "Ai đã xem",
  "file-looked-none": "Chưa có ai xem.",
  "file-looked-read": "đã đọc: {category}. Mục đích: {purpose}.",
  "file-looked-you": "Bạn đã đọc: {category}.",
  "file-looked-refused": "đã xin xem: {category}. Phần đó vẫn đóng.",
  "file-looked-refused-consent": "đã xin xem: {category}. Phần đó vẫn đóng, vì không có sự đồng ý của bạn.",
  "file-looked-all": "Hiện tất cả những người đã xem",
  "file-looked-fewer": "Hiện ít hơn",
  "file-allow": "Những gì bạn cho phép",
  "file-allow-lead": "Bạn có thể tắt từng điều một. Sự hỗ trợ cho bạn không phụ thuộc vào đó.",
  "file-allow-none": "Bạn chưa cho phép ai khác điều gì.",
  "file-allow-what": "{agency} được xem: {categories}",
  "file-allow-until": "Mục đích: {purpose}. Đến ngày {date}.",
  "file-allow-off": "Bạn đã tắt điều này ngày {date}. Họ đã được báo ngay, và không đọc được nữa.",
  "file-allow-over": "Điều này đã kết thúc ngày {date}. Họ không đọc được nữa.",
  "file-on": "Đang bật",
  "file-off": "Đã tắt",
  "file-turned-off":
    "Đã tắt. Họ đã được báo ngay, và không đọc được nữa. Những gì họ đã đọc trước đó, họ có thể vẫn nhớ.",
  "file-turn-on": "Để bật lại, hãy viết cho chúng tôi trong thư của bạn.",
  "means-title": "Tắt đi nghĩa là gì",
  "means-live-share": "Kể từ lúc đó, họ không đọc được nữa.",
  "means-copy-read":
    "Những gì họ đã đọc trước đó, họ có thể vẫn nhớ. Họ được báo rằng bạn đã rút lại. Ở đây bạn thấy họ đã đọc gì.",
  "means-legal-order": "Lệnh của thẩm phán vẫn tiếp tục. Bạn thấy từng lệnh ở đây.",
  "means-legal-hold":
    "Những gì thẩm phán bảo chúng tôi giữ, chúng tôi giữ đến khi việc đó kết thúc. Bạn thấy từng lệnh ở đây.",
  "means-snapshot":
    "Trong những con số chúng tôi công bố sau này, bạn không được đếm vào, trừ khi bạn lại đồng ý điều gì đó.",
  "means-release": "Những con số đã công bố thì không thể lấy lại. Không ai tìm ra bạn trong đó được.",
  "means-no-copy": "Chúng tôi không đưa bản sao hồ sơ của bạn cho bất cứ hệ thống máy tính nào khác.",
  "given-words": "Bạn đã đồng ý bằng các từ của bạn, ngày {date}.",
  "given-in-person": "Bạn đã trực tiếp nói điều này với {agency}, ngày {date}.",
  "given-by-guardian": "Người giám hộ của bạn đã nói điều này với {agency}, ngày {date}.",
  "given-assent": "Họ đã ghi rằng bạn cũng được hỏi, và bạn cũng đồng ý.",
  "given-not": "Tôi không nói điều này",
  "given-not-sure": "Chúng tôi tắt ngay bây giờ, và những người đã ghi điều này phải giải thích.",
  "given-not-yes": "Tôi không nói điều này",
  "given-not-no": "Để nguyên như vậy",
  "given-not-done": "Đã tắt. Chúng tôi xem xét việc này, và bạn thấy hạn chót trong mục “Việc sắp tới”.",
  "given-disputed": "Ngày {date}, bạn đã báo với chúng tôi rằng bạn không nói điều này.",
  "reads-title": "Đã đọc cho đến nay:",
  "reads-one": "{category}, lần cuối: {time}.",
  "reads-none": "Cho đến nay họ chưa đọc gì.",
  "file-pause": "Tạm dừng mọi chia sẻ ngay",
  "file-pause-sure":
    "Khi đó không ai ngoài {agency} đọc được hồ sơ của bạn. Những gì người khác đã đọc trước đó, họ có thể vẫn nhớ.",
  "file-pause-yes": "Có, tạm dừng",
  "file-pause-no": "Không, để nguyên",
  "file-paused": "Mọi chia sẻ đã tắt. Mọi người đã được báo ngay.",
  "file-orders": "Lệnh của thẩm phán có thể mở một phần mà không cần bạn đồng ý.",
  "file-orders-none": "Hôm nay không có lệnh nào. Nếu có, bạn thấy lệnh đó ở đây.",
  "file-order": "{authority} ({article}): {agency} được xem: {categories}. Đến ngày {date}.",
  "file-hold":
    "{authority} ({article}): chúng tôi phải giữ: {categories}. Đến ngày {date}. Không ai khác vì thế mà xem được.",
  "file-order-number": "Số: {reference}.",
  "file-order-over": "Lệnh đã kết thúc ngày {date}.",
  "file-order-deferred": "{court} đã không cho bạn biết việc này đến ngày {date}. Bây giờ bạn thấy tất cả.",
  "file-order-means":
    "Bạn không tắt được lệnh ở đây. Lệnh chỉ mở những gì ghi trong lệnh. Trong thư của bạn, bạn có thể xin chúng tôi cho gặp luật sư.",
  "file-read": "Đọc những gì đã viết",
  "file-read-lead":
    "Nơi có thể tìm thấy bạn, cách liên lạc an toàn của bạn, và chi tiết về người khác không có ở đây: để ai lấy được các từ của bạn cũng không biết được những điều đó.",
  "file-read-none": "Chưa có gì được viết.",
  "file-read-open": "Đọc: {category}",
  "file-read-written": "{agency} viết, {date}",
  "file-read-empty": "Trong phần này không có gì được hiện ở đây.",
  // what waits for seven days
  "wish-title": "Những thay đổi lớn, phải chờ",
  "wish-lead":
    "Bạn có thể tạm dừng mọi chia sẻ ngay, ở phía trên. Những việc không làm lại được thì chờ 7 ngày: vì người khác có thể đã lấy các từ của bạn.",
  "wish-change-contact": "Đổi cách liên lạc an toàn của tôi",
  "wish-end-guardian": "Người giám hộ của tôi không được đọc hồ sơ này nữa",
  "wish-leave": "Rời đi: tôi không muốn được hỗ trợ nữa",
  "wish-erase": "Xóa hồ sơ này",
  "wish-change-contact-means":
    "Chúng tôi chờ 7 ngày. Chúng tôi nói chuyện với bạn trước, theo cách đã thống nhất hoặc gặp mặt. Sau đó bạn cho chúng tôi biết cách mới.",
  "wish-end-guardian-means":
    "Chúng tôi chờ 7 ngày. Chúng tôi nói chuyện với bạn trước, theo cách đã thống nhất hoặc gặp mặt. Sau đó người giám hộ của bạn không đọc được nữa.",
  "wish-leave-means":
    "Chúng tôi chờ 7 ngày. Chúng tôi nói chuyện với bạn trước, theo cách đã thống nhất hoặc gặp mặt. Sau đó mọi chia sẻ kết thúc. Bạn có thể quay lại bất cứ lúc nào.",
  "wish-erase-means":
    "Chúng tôi chờ 7 ngày. Chúng tôi nói chuyện với bạn trước, theo cách đã thống nhất hoặc gặp mặt. Sau đó hồ sơ mất hẳn. Những gì người khác đã đọc, họ có thể vẫn nhớ. Những gì lệnh của thẩm phán giữ lại thì còn đến khi lệnh kết thúc.",
  "wish-yes": "Có, tôi yêu cầu việc này",
  "wish-no": "Không, để nguyên",
  "wish-asked": "Chúng tôi đã ghi lại. Chưa có gì xảy ra. Chúng tôi sẽ liên lạc với bạn.",
  "wish-waiting":
    "Có người dùng các từ này đã yêu cầu việc này. Không có gì xảy ra trước {date}. Đó không phải là bạn? Hãy chặn việc này.",
  "wish-ripe":
    "7 ngày đã qua. Kể từ {date}, việc này có thể làm được, với số mà chúng tôi đã đưa cho bạn khi nói chuyện.",
  "wish-number": "Số mà chúng tôi đã đưa cho bạn: 8 chữ số",
  "wish-number-wrong":
    "Đây không phải là số đó, hoặc số đó không còn dùng được. Hãy xin chúng tôi một số mới khi nói chuyện.",
  "wish-now": "Làm ngay",
  "wish-stop": "Chặn việc này",
  "wish-stopped": "Đã chặn. Không có gì xảy ra.",
  "wish-done": "Đã xong.",
  "wish-held": "Đã xong, trừ những gì lệnh của thẩm phán còn giữ. Phần đó mất đi khi lệnh kết thúc.",
  "file-locked":
    "Ngay lúc này không mở được: những người giữ hồ sơ đã khóa hồ sơ một thời gian, hoặc không liên lạc được với họ. Hồ sơ vẫn còn, và lúc này không ai khác mở hồ sơ. Lát nữa hãy thử lại.",
  "file-failed": "Không làm được. Không có gì thay đổi.",
  "file-wrong": "Có điều gì sai? Hãy viết cho chúng tôi trong thư của bạn, và nói đó là điều gì.",
  "file-safe": "Bây giờ đọc có an toàn không? Không ai nên nhìn thấy màn hình của bạn.",
  "file-safe-yes": "Có, mở ra",
  "file-safe-no": "Bây giờ thì chưa",
  "file-hide": "Giấu ngay",
  "decoy-1": "Uống một ly nước khi thức dậy.",
  "decoy-2": "Mở cửa cho thoáng mười phút mỗi ngày.",
  "decoy-3": "Đi bộ một chút sau bữa ăn.",
  "file-copy": "Lấy một bản sao",
  "file-copy-means":
    "Bản sao được lưu trên điện thoại này và không khóa: ai tìm thấy cũng đọc được. Bạn có thể đưa nó cho luật sư hoặc người bạn tin.",
  "file-copy-yes": "Lưu bản sao",
  "file-copy-no": "Không lấy",
  "file-copy-making": "Đang viết bản sao…",
  "file-copy-done": "Đã lưu bản sao.",
  "file-copy-made":
    "Sao ngày {date} từ những gì {agency} giữ. Một số phần ở đây không cho ai xem, ví dụ nơi người ta sống.",
  yes: "Có",
  no: "Không",

  // kinds of data, as a person would say them
  "category-identity": "tên tôi và tôi là ai",
  "category-contact": "cách liên lạc an toàn với tôi",
  "category-account": "những gì tôi đã kể",
  "category-health": "sức khỏe của tôi",
  "category-needs-and-risk": "tôi cần gì, và điều gì nguy hiểm cho tôi",
  "category-status": "quyền ở lại của tôi",
  "category-work-and-documents": "việc làm và giấy tờ của tôi",
  "category-money": "tiền người ta còn nợ tôi",
  "category-justice": "vụ việc ở tòa án",
  "purpose-support": "giúp tôi",
  "purpose-identification": "tìm hiểu chuyện gì đã xảy ra với tôi",
  "purpose-decision": "một quyết định về việc bảo vệ tôi",
  "purpose-investigation": "một cuộc điều tra",
  "purpose-prosecution": "một vụ việc ở tòa án",
  "purpose-remedy": "lấy lại những gì người ta còn nợ tôi",
  "purpose-statistics": "đếm số liệu, không có tên tôi",
  "purpose-oversight": "kiểm tra để công việc được làm tốt",
  "role-intake-worker": "Người trả lời thư",
  "role-caseworker": "Người phụ trách hồ sơ",
  "role-health-worker": "Nhân viên y tế",
  "role-legal-adviser": "Người tư vấn pháp luật",
  "role-guardian": "Người giám hộ",
  "role-investigator": "Người điều tra",
  "role-prosecutor": "Công tố viên",
  "role-decision-maker": "Người quyết định về việc bảo vệ",
  "role-labour-inspector": "Thanh tra lao động",
  "role-child-protection-officer": "Người bảo vệ trẻ em",
  "role-statistician": "Người đếm số liệu",
  "role-data-protection-officer": "Người trông giữ dữ liệu của bạn",
  "role-auditor": "Người kiểm tra công việc",
  "role-supervisor": "Trưởng nhóm",
  "role-other": "Một người",

  "talk-new": "Mới",
  "receipt-title": "Bằng chứng là bạn đã viết thư này",
  "receipt-why":
    "Nó cho thấy thư này đã đến đây, và vào giờ nào. Nó không cho thấy bạn đã viết gì. Ai tìm thấy nó sẽ biết rằng bạn đã viết ở đây. Chỉ cất nó ở nơi không ai khác nhìn vào.",
  "receipt-show": "Hiện bằng chứng",
  "receipt-asking": "Chờ một chút…",
  "receipt-label": "Bằng chứng",
  "receipt-save": "Lưu thành tệp",
  "receipt-check": "Ai cũng có thể kiểm tra nó ở trang /ledger của trang web này.",
  "receipt-wrong":
    "Bằng chứng này không đúng, nên chúng tôi không hiện nó. Bạn có thể báo cho chúng tôi trong thư.",
  "receipt-failed": "Không tạo được bằng chứng. Lát nữa hãy thử lại.",
  "file-looked-when": "{agency}, {time}",
  "file-glass":
    "Trong lúc khẩn cấp, một người ở {agency} đã mở: {category}. Lý do của họ: “{reason}”. {time}",
  "file-glass-title": "Đã mở trong lúc khẩn cấp",
  "clock-early-support": "Những hỗ trợ đầu tiên cho bạn cần bắt đầu",
  "clock-consent-review": "Chúng tôi hỏi lại bạn cho phép những gì",
  "clock-referral-answer": "Những người khác cần trả lời xem họ có giúp được không",
  "clock-reasonable-grounds": "Cơ quan nhà nước cần đưa ra câu trả lời đầu tiên",
  "clock-recovery-ends":
    "Thời gian nghỉ của bạn kết thúc. Bạn có thể xin thêm. Sự hỗ trợ cho bạn vẫn tiếp tục",
  "clock-conclusive-grounds": "Cơ quan nhà nước cần quyết định",
  "clock-reconsideration": "Việc xem lại quyết định cần được làm xong",
  "clock-follow-up": "Chúng tôi hỏi thăm bạn, nếu bạn muốn",
  "clock-consent-disputed": "Chúng tôi xem xét sự đồng ý mà bạn không hề đưa ra",
  "clock-contact-change": "Chúng tôi ghi lại cách liên lạc an toàn mới của bạn",
  "clock-other": "Có một việc cần được làm cho bạn",

  "state-contact": "chúng ta đã gặp nhau",
  "state-contact-more": "Có người lắng nghe bạn. Chưa có gì được quyết định.",
  "state-screened": "đã có cuộc nói chuyện đầu tiên",
  "state-screened-more": "Chúng tôi biết một chút về những gì bạn cần. Bạn chọn việc sắp tới.",
  "state-early-support": "những hỗ trợ đầu tiên",
  "state-early-support-more": "Bây giờ bạn được hỗ trợ. Việc này không phụ thuộc vào quyết định nào.",
  "state-referred": "đã nhờ những người khác giúp",
  "state-referred-more": "Sự hỗ trợ cho bạn vẫn tiếp tục trong khi bạn chờ họ trả lời.",
  "state-reasonable-grounds": "một quyết định đầu tiên",
  "state-reasonable-grounds-more": "Cơ quan nhà nước có lý do để tin rằng bạn cần được bảo vệ.",
  "state-recovery": "thời gian nghỉ",
  "state-recovery-more":
    "Bạn có thời gian để nghỉ và suy nghĩ. Không ai được rút ngắn thời gian này. Bạn có thể xin thêm.",
  "state-conclusive-grounds": "quyết định chính",
  "state-conclusive-grounds-more":
    "Cơ quan nhà nước quyết định về việc bảo vệ bạn. Nếu câu trả lời là không, bạn nhận được các lý do bằng ngôn ngữ của bạn, và bạn có thể xin xem lại.",
  "state-inclusion": "lại có cuộc sống của riêng bạn",
  "state-inclusion-more":
    "Nhà ở, việc làm, giấy tờ, trường học: chúng tôi đi tiếp cùng bạn chừng nào bạn còn muốn.",
  "state-closed": "hồ sơ đã đóng",
  "state-closed-more": "Bạn có thể quay lại bất cứ lúc nào.",
  "state-follow-up": "thỉnh thoảng chúng tôi hỏi thăm bạn",
  "state-follow-up-more": "Chỉ khi bạn muốn.",
  "state-missing": "chúng tôi không biết bạn ở đâu",
  "state-missing-more": "Bạn không phải nói cho chúng tôi biết. Nếu bạn gặp nguy hiểm, hãy gọi để được giúp.",
  "state-withdrawn": "bạn đã dừng lại",
  "state-withdrawn-more": "Đó là quyền của bạn. Bạn có thể quay lại bất cứ lúc nào.",
  "state-abroad": "bạn đang ở nước khác",
  "state-abroad-more": "Nếu bạn muốn, chúng tôi có thể tìm người ở đó.",
  "state-reopened": "hồ sơ đã mở lại",
  "state-reopened-more": "Chúng tôi đi tiếp từ chỗ bạn đang ở bây giờ.",
  "state-reconsideration": "xem lại quyết định",
  "state-reconsideration-more": "Sự hỗ trợ cho bạn vẫn tiếp tục trong khi bạn chờ.",
};
